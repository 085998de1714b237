// The background's instance of the WebAssembly modules. It judges everything that content scripts send.

import { api } from "../platform/browser.js";
import { modulesAt } from "../wasm/modules.js";

export const modules = modulesAt((name) => api.runtime.getURL(name));
export const { judge } = modules;

// The background's modules. What content scripts send is judged by nobody else.

import { api } from "../platform/browser.js";
import { modulesAt } from "../wasm/modules.js";

export const modules = modulesAt((name) => api.runtime.getURL(name));
export const { judge } = modules;

// Declarations that the type checker lacks for tests and benches: functions that run inside a page find elements by selectors, keep
// values on the page's window, and use Firefox's privileged names.

// A selector or an event does not tell the type of its element. A test that assumes a wrong type fails when it runs.
interface ParentNode {
  querySelector(selectors: string): any;
  querySelectorAll(selectors: string): NodeListOf<any>;
}

interface EventTarget {
  [name: string]: any;
}

// The page of the benches keeps its bench here.
declare var bench: any;
// A page of the extension keeps the modules of a test here.
declare var modules: any;
// Chromium offers this only to its own page of extensions.
declare namespace chrome {
  const developerPrivate: any;
}

// Firefox offers these to privileged scripts.
declare const ChromeUtils: any;
declare const Services: any;
declare const WebExtensionPolicy: any;
declare const gURLBar: any;
declare const KeyEvent: any;
declare const Cc: any;
declare const Ci: any;

declare module "eth-phishing-detect" {
  export default function isPhishing(host: string): boolean;
}
declare module "@cyclonedx/cyclonedx-library";
declare module "puppeteer-core/internal/node/NodeWebSocketTransport.js";
declare module "tldts";

// A minimal connection for the DevTools protocol. Playwright and Puppeteer attach to every service worker that starts and make it wait for
// them, so the cold start would include that wait.
// https://chromedevtools.github.io/devtools-protocol/

import { require } from "../../tests/e2e/drivers/packages.mjs";
import { PATIENCE, within } from "../../tests/e2e/drivers/until.mjs";

export class Cdp {
  #transport;
  #last = 0;
  #waiting = new Map();
  #heard = new Map();

  /** Connects to the address a browser printed. */
  static async connect(address) {
    const { NodeWebSocketTransport } = require("puppeteer-core/internal/node/NodeWebSocketTransport.js");
    return new Cdp(await within(PATIENCE, NodeWebSocketTransport.create(address), "the browser's WebSocket"));
  }

  constructor(transport) {
    this.#transport = transport;
    transport.onmessage = (text) => this.#hear(JSON.parse(text));
    transport.onclose = () => {
      for (const { reject } of this.#waiting.values()) reject(new Error("the browser closed the connection"));
      this.#waiting.clear();
    };
  }

  /** Sends a command to the browser, or to the session of one of its targets, and returns its result. */
  async send(method, params = {}, sessionId) {
    const id = ++this.#last;
    const answer = new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    this.#transport.send(JSON.stringify({ id, method, params, sessionId }));
    return within(2 * PATIENCE, answer, method).finally(() => this.#waiting.delete(id));
  }

  /** Calls a listener at every event of a name. */
  on(event, hear) {
    this.#heard.set(event, hear);
  }

  close() {
    this.#transport.close();
  }

  #hear({ id, error, result, method, params }) {
    if (id === undefined) this.#heard.get(method)?.(params);
    else if (error) this.#waiting.get(id)?.reject(new Error(error.message));
    else this.#waiting.get(id)?.resolve(result);
  }
}

// A WebDriver BiDi connection, limited to commands and their answers.
// https://w3c.github.io/webdriver-bidi/

import { require } from "./packages.mjs";
import { PATIENCE, within } from "./until.mjs";

export class Bidi {
  #transport;
  #last = 0;
  #waiting = new Map();

  /** Connects to the address a browser printed, and begins a session. */
  static async connect(address) {
    const { NodeWebSocketTransport } = require("puppeteer-core/internal/node/NodeWebSocketTransport.js");
    const bidi = new Bidi(
      await within(PATIENCE, NodeWebSocketTransport.create(`${address}/session`), "the browser's WebSocket"),
    );
    await bidi.send("session.new", {
      capabilities: { alwaysMatch: { acceptInsecureCerts: true, unhandledPromptBehavior: { default: "ignore" } } },
    });
    return bidi;
  }

  constructor(transport) {
    this.#transport = transport;
    transport.onmessage = (text) => this.#hear(JSON.parse(text));
    transport.onclose = () => {
      for (const { reject } of this.#waiting.values()) reject(new Error("the browser closed the connection"));
      this.#waiting.clear();
    };
  }

  /** Sends a command and returns its result. */
  async send(method, params = {}, patience = PATIENCE) {
    const id = ++this.#last;
    const answer = new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    this.#transport.send(JSON.stringify({ id, method, params }));
    return within(patience, answer, method).finally(() => this.#waiting.delete(id));
  }

  close() {
    this.#transport.close();
  }

  #hear(message) {
    const waiting = this.#waiting.get(message.id);
    if (message.type === "error") waiting?.reject(new Error(`${message.error}: ${message.message}`));
    else waiting?.resolve(message.result);
  }
}

// A tab of Firefox by WebDriver BiDi: its frames, its input, and the closed shadow roots in the frames, which BiDi reports.

import { writeFileSync } from "node:fs";

import { inside, script } from "./inside.mjs";
import { until } from "./until.mjs";

/** WebDriver's names of the keys that type no character. https://w3c.github.io/webdriver/#keyboard-actions */
const KEY_VALUES = {
  Enter: "\uE007",
  Tab: "\uE004",
  Escape: "\uE00C",
  Space: " ",
  Backspace: "\uE003",
  Delete: "\uE017",
  ArrowLeft: "\uE012",
  ArrowUp: "\uE013",
  ArrowRight: "\uE014",
  ArrowDown: "\uE015",
  PageUp: "\uE00E",
  PageDown: "\uE00F",
  End: "\uE010",
  Home: "\uE011",
  Shift: "\uE008",
  Control: "\uE009",
  Alt: "\uE00A",
  Meta: "\uE03D",
};
const BUTTONS = { left: 0, middle: 1, right: 2 };

export class Tab {
  #bidi;
  #context;

  constructor(bidi, context) {
    this.#bidi = bidi;
    this.#context = context;
  }

  async goto(url) {
    // Firefox never reports the load of an extension's page, so the driver polls the page's state.
    const own = url.startsWith("moz-extension:");
    await this.#bidi.send("browsingContext.navigate", { context: this.#context, url, wait: own ? "none" : "complete" });
    if (own)
      await until(
        // The page may already have read and removed the fragment.
        async () =>
          (await this.top()).call(
            (page) => location.href.split("#")[0] === page && document.readyState === "complete",
            url.split("#")[0],
          ),
        `${url} to load`,
      );
  }

  async url() {
    return (await this.#tree()).url;
  }

  async close() {
    await this.#bidi.send("browsingContext.close", { context: this.#context });
  }

  async front() {
    await this.#bidi.send("browsingContext.activate", { context: this.#context });
  }

  async top() {
    return new FrameDriver(this.#bidi, { context: this.#context, url: null });
  }

  async frames() {
    const flat = (context) => [context, ...(context.children ?? []).flatMap(flat)];
    return flat(await this.#tree()).map((context) => new FrameDriver(this.#bidi, context));
  }

  async screenshot(path) {
    const { data } = await this.#bidi.send("browsingContext.captureScreenshot", { context: this.#context });
    writeFileSync(path, Buffer.from(data, "base64"));
  }

  async setViewport(width, height) {
    await this.#bidi.send("browsingContext.setViewport", { context: this.#context, viewport: { width, height } });
  }

  async move(target) {
    await this.#pointer(target.context, [await target.aimed()]);
  }

  async moveAway() {
    await this.#pointer(this.#context, [{ type: "pointerMove", x: 0, y: 0 }]);
  }

  async drag(target, by) {
    const aimed = await target.aimed();
    const step = (part) => ({
      ...aimed,
      x: Math.round(aimed.x + by.x * part),
      y: Math.round(aimed.y + by.y * part),
      duration: 40,
    });
    const [down, up] = ["pointerDown", "pointerUp"].map((type) => ({ type, button: 0 }));
    await this.#pointer(target.context, [aimed, down, step(0.3), step(0.6), step(1), up]);
  }

  async click(target, { button, modifiers, count }) {
    const press = [
      { type: "pointerDown", button: BUTTONS[button] },
      { type: "pointerUp", button: BUTTONS[button] },
    ];
    const aimed = await target.aimed();
    if (modifiers.length > 0) await this.#keys(modifiers.map((key) => ({ type: "keyDown", value: KEY_VALUES[key] })));
    await this.#pointer(target.context, [aimed, ...Array(count).fill(press).flat()]);
    if (modifiers.length > 0) await this.#keys(modifiers.map((key) => ({ type: "keyUp", value: KEY_VALUES[key] })));
  }

  async press(keys) {
    const values = keys.map((key) => KEY_VALUES[key] ?? key);
    await this.#keys([
      ...values.map((value) => ({ type: "keyDown", value })),
      ...values.toReversed().map((value) => ({ type: "keyUp", value })),
    ]);
  }

  async type(text) {
    await this.#keys(
      [...text].flatMap((value) => [
        { type: "keyDown", value },
        { type: "keyUp", value },
      ]),
    );
  }

  async drawings() {
    const found = [];
    for (const frame of await this.frames()) {
      // A frame may be removed while it is read.
      found.push(...(await frame.drawings().catch(() => [])));
    }
    return found;
  }

  async #tree() {
    const { contexts } = await this.#bidi.send("browsingContext.getTree", { root: this.#context });
    return contexts[0];
  }

  async #pointer(context, actions) {
    await this.#bidi.send("input.performActions", {
      context,
      actions: [{ type: "pointer", id: "mouse", parameters: { pointerType: "mouse" }, actions }],
    });
  }

  async #keys(actions) {
    await this.#bidi.send("input.performActions", {
      context: this.#context,
      actions: [{ type: "key", id: "keyboard", actions }],
    });
  }
}

/** A frame, or anything else that runs scripts. */
export class FrameDriver {
  #bidi;
  #context;

  constructor(bidi, { context, url }) {
    this.#bidi = bidi;
    this.#context = context;
    this.url = url;
  }

  async call(fn, ...args) {
    return JSON.parse((await this.run(script(fn, args, { json: true }))).value);
  }

  async pick(fn, ...args) {
    return this.#node(await this.run(script(fn, args, { json: false })));
  }

  /** Calls a function of this source with nodes and returns the answer in BiDi's own form. */
  async run(source, nodes = []) {
    const { result, exceptionDetails } = await this.#bidi.send("script.callFunction", {
      target: { context: this.#context },
      functionDeclaration: source,
      arguments: nodes.map((sharedId) => ({ sharedId })),
      awaitPromise: true,
      serializationOptions: { maxDomDepth: 0, includeShadowTree: "all" },
    });
    if (exceptionDetails) throw new Error(exceptionDetails.text);
    return result;
  }

  /** The drawings in this frame, and the drawings inside of drawings. */
  async drawings(nodes = []) {
    const { value } = await this.run(
      script(nodes.length > 0 ? inside.hosts : `hosts(document)`, [], { json: false }),
      nodes,
    );
    const found = [];
    for (const host of value) {
      const root = host.value.shadowRoot;
      found.push({
        kind: host.value.attributes["data-in"] === "list" ? "row" : host.value.attributes["data-touchstone"],
        level: host.value.attributes["data-level"] ?? null,
        frame: this.url,
        root: root && this.#node(root),
      });
      if (root) found.push(...(await this.drawings([root.sharedId])));
    }
    return found;
  }

  #node(value) {
    return value.sharedId ? new Node(this.#bidi, this, this.#context, value.sharedId) : null;
  }
}

/** An element or a shadow root. */
class Node {
  #bidi;
  #frame;
  #sharedId;

  constructor(bidi, frame, context, sharedId) {
    this.#bidi = bidi;
    this.#frame = frame;
    this.context = context;
    this.#sharedId = sharedId;
  }

  async call(fn, ...args) {
    return JSON.parse((await this.#frame.run(script(fn, args, { json: true }), [this.#sharedId])).value);
  }

  async pick(fn, ...args) {
    const { sharedId } = await this.#frame.run(script(fn, args, { json: false }), [this.#sharedId]);
    return sharedId ? new Node(this.#bidi, this.#frame, this.context, sharedId) : null;
  }

  async frame() {
    const window = await this.#frame.run("(element) => element.contentWindow", [this.#sharedId]);
    if (window.type !== "window") return null;
    const { contexts } = await this.#bidi.send("browsingContext.getTree", { root: window.value.context });
    return new FrameDriver(this.#bidi, contexts[0]);
  }

  /** The movement of the mouse onto the element, in coordinates of its frame. */
  async aimed() {
    const { x, y } = await this.call(inside.aim);
    return { type: "pointerMove", x: Math.floor(x), y: Math.floor(y) };
  }
}

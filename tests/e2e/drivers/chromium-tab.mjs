// A tab of Chromium: frames and input by Playwright; closed shadow roots, which Playwright does not reach, by the DevTools
// protocol.

import { inside, script } from "./inside.mjs";
import { CLOSING, within } from "./until.mjs";

export class Tab {
  #page;
  #sessions = new WeakMap();

  constructor(page) {
    this.#page = page;
  }

  async goto(url) {
    await this.#page.goto(url, { waitUntil: "load" });
  }

  async url() {
    return this.#page.url();
  }

  async close() {
    // When the extension opens an empty tab and fills it at once, Playwright sometimes does not learn that it is closed.
    await within(CLOSING, this.#page.close(), "the tab to close").catch(() => {});
  }

  async front() {
    await this.#page.bringToFront();
  }

  async top() {
    return new FrameDriver(this.#page.mainFrame());
  }

  async frames() {
    return this.#page.frames().map((frame) => new FrameDriver(frame));
  }

  async screenshot(path) {
    await this.#page.screenshot({ path });
  }

  async setViewport(width, height) {
    await this.#page.setViewportSize({ width, height });
  }

  async move(target) {
    const { x, y } = await target.point();
    await this.#page.mouse.move(x, y);
  }

  async moveAway() {
    await this.#page.mouse.move(0, 0);
  }

  async drag(target, by) {
    const { x, y } = await target.point();
    const { mouse } = this.#page;
    await mouse.move(x, y);
    await mouse.down();
    await mouse.move(x + by.x, y + by.y, { steps: 4 });
    await mouse.up();
  }

  async click(target, { button, modifiers, count }) {
    const { x, y } = await target.point();
    for (const key of modifiers) await this.#page.keyboard.down(key);
    await this.#page.mouse.click(x, y, { button, clickCount: count });
    for (const key of modifiers) await this.#page.keyboard.up(key);
  }

  async press(keys) {
    await this.#page.keyboard.press(keys.join("+"));
  }

  async type(text) {
    await this.#page.keyboard.type(text);
  }

  /** Walks once through the page's own tree, which holds all frames of its process, and once through the tree of each other process. */
  async drawings() {
    const found = [];
    for (const frame of this.#page.frames()) {
      const session = await this.#sessionOf(frame);
      if (!session) continue;
      const drawings = await drawingsOf(session, frame.parentFrame() ? frame : null).catch(() => null);
      // A frame that moved to another process no longer answers in its old session.
      if (drawings) found.push(...drawings);
      else this.#sessions.delete(frame);
    }
    return found;
  }

  /** Returns the session of a frame that has its own process. For any other frame Playwright fails. */
  async #sessionOf(frame) {
    if (!this.#sessions.has(frame)) {
      const session = await this.#page
        .context()
        .newCDPSession(frame)
        .catch(() => null);
      if (session) this.#sessions.set(frame, session);
    }
    return this.#sessions.get(frame);
  }
}

/** The hosts of a session's tree with their roots: first those of the outer document, then those of each frame. */
async function drawingsOf(session, frame) {
  const { root } = await session.send("DOM.getDocument", { depth: -1, pierce: true });
  const found = [];
  const documents = [root];
  for (const page of documents) {
    const nodes = [page];
    while (nodes.length > 0) {
      const node = nodes.shift();
      if (node.contentDocument) documents.push(node.contentDocument);
      const kind = attribute(node, "data-touchstone");
      if (kind !== null) {
        const root = node.shadowRoots?.[0];
        found.push({
          kind: attribute(node, "data-in") === "list" ? "row" : kind,
          level: attribute(node, "data-level"),
          frame: page.documentURL,
          root: root && new RemoteNode(session, root.backendNodeId, frame),
        });
      }
      nodes.unshift(...(node.shadowRoots ?? []), ...(node.children ?? []));
    }
  }
  return found;
}

/** The protocol lists names and values in turn. */
function attribute({ attributes = [] }, name) {
  const at = attributes.findIndex((text, at) => at % 2 === 0 && text === name);
  return at < 0 ? null : attributes[at + 1];
}

/** A frame, by Playwright. */
class FrameDriver {
  #frame;

  constructor(frame) {
    this.#frame = frame;
  }

  get url() {
    return this.#frame.url();
  }

  async call(fn, ...args) {
    return JSON.parse(await this.#frame.evaluate(`(${script(fn, args, { json: true })})()`));
  }

  async pick(fn, ...args) {
    const handle = await this.#frame.evaluateHandle(`(${script(fn, args, { json: false })})()`);
    return handle.asElement() && new Element(this.#frame, handle.asElement());
  }
}

/** An element of a frame, by Playwright. */
class Element {
  #frame;
  #handle;

  constructor(frame, handle) {
    this.#frame = frame;
    this.#handle = handle;
  }

  async call(fn, ...args) {
    // Playwright calls functions only, not their source.
    return JSON.parse(
      await this.#handle.evaluate(new Function("element", `return (${script(fn, args, { json: true })})(element)`)),
    );
  }

  async frame() {
    const frame = await this.#handle.contentFrame();
    return frame && new FrameDriver(frame);
  }

  /** The middle of the element, in coordinates of the tab. */
  async point() {
    await this.call(inside.aim);
    await this.#handle.scrollIntoViewIfNeeded();
    return moved(await this.call(inside.aim), await offset(this.#frame));
  }
}

/** A node that only the protocol reaches: a closed shadow root, or a node in it. `frame` is given if the frame has its own process. */
class RemoteNode {
  #session;
  #backendNodeId;
  #frame;

  constructor(session, backendNodeId, frame) {
    this.#session = session;
    this.#backendNodeId = backendNodeId;
    this.#frame = frame;
  }

  async call(fn, ...args) {
    const { value } = await this.#send(script(fn, args, { json: true }), true);
    return JSON.parse(value);
  }

  async pick(fn, ...args) {
    const { objectId } = await this.#send(script(fn, args, { json: false }), false);
    if (!objectId) return null;
    const { node } = await this.#session.send("DOM.describeNode", { objectId });
    return new RemoteNode(this.#session, node.backendNodeId, this.#frame);
  }

  async point() {
    await this.call(inside.aim);
    await this.#session.send("DOM.scrollIntoViewIfNeeded", { backendNodeId: this.#backendNodeId });
    // Unlike coordinates that a page's script reads, these refer to the outermost document of the process.
    const { quads } = await this.#session.send("DOM.getContentQuads", { backendNodeId: this.#backendNodeId });
    if (quads.length === 0) throw new Error("it is not drawn, so no user could click it");
    const [x1, y1, , , x2, y2] = quads[0];
    return moved({ x: (x1 + x2) / 2, y: (y1 + y2) / 2 }, this.#frame ? await offset(this.#frame) : { x: 0, y: 0 });
  }

  async #send(source, returnByValue) {
    const { object } = await this.#session.send("DOM.resolveNode", { backendNodeId: this.#backendNodeId });
    const { result, exceptionDetails } = await this.#session.send("Runtime.callFunctionOn", {
      objectId: object.objectId,
      functionDeclaration: `function () { return (${source})(this); }`,
      awaitPromise: true,
      returnByValue,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result;
  }
}

const moved = (point, by) => ({ x: point.x + by.x, y: point.y + by.y });

/** The position of a frame's inner edge, in coordinates of the tab. */
async function offset(frame) {
  if (!frame.parentFrame()) return { x: 0, y: 0 };
  const element = await frame.frameElement();
  const box = await element.boundingBox();
  if (!box) throw new Error("the frame is not drawn");
  const border = await element.evaluate((element) => ({ x: element.clientLeft, y: element.clientTop }));
  return moved(box, border);
}

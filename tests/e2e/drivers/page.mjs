// A tab as the tests see it, the same for both browsers. It needs few things of a browser's own driver: frames that call functions
// and find elements, a mouse, keys, and the shadow roots of the extension's drawings.

import { inside } from "./inside.mjs";
import { until } from "./until.mjs";

/** A change of the page is read by the content script within this many milliseconds of the page's own clock (content/scanner.ts). */
const SCAN_BEGINS = 80;

export class Page {
  #tab;

  /** `tab` is the browser's own driver of this tab. */
  constructor(tab) {
    this.#tab = tab;
  }

  /** Goes to an address and waits until it is loaded. */
  async goto(url) {
    await this.#tab.goto(url);
  }

  /** The current address. */
  async url() {
    return this.#tab.url();
  }

  async close() {
    await this.#tab.close();
  }

  /** Brings this tab to the front. Input does so by itself. */
  async front() {
    await this.#tab.front();
  }

  /** Calls a function (or evaluates the source of an expression) in the page's own world; arguments and answer are data. */
  async evaluate(fn, ...args) {
    return (await this.#tab.top()).call(fn, ...args);
  }

  /** All frames, the top one first: each has `url` and `evaluate(fn, ...args)`. */
  async frames() {
    return (await this.#tab.frames()).map((frame) => new Frame(frame));
  }

  /** The frame that an iframe holds; `frame` where that iframe stands in a frame itself. */
  async frame(selector, { frame = null } = {}) {
    const iframe = await this.#element(selector, frame);
    return new Frame(await until(() => iframe.frame(), `the frame within ${selector}`));
  }

  /** Waits until an element exists and is visible. */
  async waitFor(selector, { frame = null } = {}) {
    await this.#element(selector, frame);
  }

  /** Clicks with real input. `button`: "left", "middle", "right"; `modifiers`: "Control", "Shift", "Alt", "Meta". */
  async click(selector, { button = "left", modifiers = /** @type {string[]} */ ([]), count = 1, frame = null } = {}) {
    await this.#clickOn(await this.#element(selector, frame), { button, modifiers, count });
  }

  /** Moves the mouse onto an element. */
  async hover(selector, { frame = null } = {}) {
    await this.#tab.front();
    await this.#tab.move(await this.#element(selector, frame));
  }

  /** Presses the mouse on an element, moves it by `by`, and releases it. */
  async drag(selector, { by, frame = null }) {
    await this.#tab.front();
    await this.#tab.drag(await this.#element(selector, frame), by);
  }

  /** Moves the mouse away from everything. */
  async moveAway() {
    await this.#tab.front();
    await this.#tab.moveAway();
  }

  /**
   * Presses a key, alone or with others held: "Enter", "Shift+Tab", "a". The focused element gets it. Keys without a character
   * are named as in `KeyboardEvent.key`; the space bar is "Space".
   */
  async press(keys) {
    await this.#tab.front();
    await this.#tab.press(keys.split("+"));
  }

  /** Types a text into the focused element, or clicks `into` first and types there. */
  async type(text, { into = "", frame = null } = {}) {
    if (into) await this.click(into, { frame });
    await this.#tab.front();
    await this.#tab.type(text);
  }

  /** Gives an element the focus without a click. */
  async focus(selector, { frame = null } = {}) {
    await this.#tab.front();
    await (await this.#element(selector, frame)).call((element) => element.focus());
  }

  /** Puts a text into a field at once, as pasting does; for texts too long to type. */
  async fill(selector, text, { frame = null } = {}) {
    await (
      await this.#element(selector, frame)
    ).call((element, text) => {
      element.focus();
      element.value = text;
      element.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
    }, text);
  }

  async screenshot(path) {
    await this.#tab.screenshot(path);
  }

  async setViewport(width, height) {
    await this.#tab.setViewport(width, height);
  }

  /**
   * The extension's drawings in all frames: [{ kind, level, frame }], where `frame` is the address of the frame that holds it.
   * The top frame's come first, then the frames' in their order.
   */
  async drawn(kind) {
    return (await this.#drawings(kind)).map(({ kind, level, frame }) => ({ kind, level, frame }));
  }

  /** Waits until at least `count` drawings of a kind (and of a level, if one is given) exist, and returns them. */
  async waitForDrawn(kind, { count = 1, level = undefined } = {}) {
    let seen = [];
    return until(
      async () => {
        seen = await this.drawn(kind);
        return seen.filter((one) => level === undefined || one.level === level).length >= count && seen;
      },
      `${count} × ${kind}${level ? ` at ${level}` : ""}`,
    ).catch((error) => {
      throw new Error(`${error.message}; drawn are ${JSON.stringify(seen)}`, { cause: error });
    });
  }

  /**
   * Waits until the page is at rest: two looks, with a turn of the page's own clock between them, find the same drawings and every
   * element at the same place. Afterwards no element moves away under the pointer, and a wrong drawing would be there by now.
   */
  async settled({ turn = SCAN_BEGINS } = {}) {
    let before;
    await until(
      async () => {
        const last = before;
        before = JSON.stringify([await this.evaluate(placesAfter, turn), await this.drawn()]);
        return before === last;
      },
      "the page to be at rest",
      { pause: 0 },
    );
  }

  /** The visible text in the closed shadow root of the `i`-th drawing of a kind. */
  async drawnText(kind, i = 0) {
    return (await this.#root(kind, i)).call(inside.visibleText);
  }

  /** The controls in that root: [{ name, role, disabled, focused }]. */
  async drawnControls(kind, i = 0) {
    return (await this.#root(kind, i)).call(inside.controls);
  }

  /** Calls a function with the closed shadow root as its first parameter. */
  async drawnEvaluate(kind, i, fn, ...args) {
    return (await this.#root(kind, i)).call(fn, ...args);
  }

  /**
   * Operates, with real input, the control with this accessible name (a text or a regular expression). `by: "keyboard"` walks
   * there with the Tab key and presses Enter.
   */
  async drawnClick(kind, i, { name, by = "mouse", button = "left", modifiers = [], count = 1 }) {
    if (by === "keyboard") return this.#drawnByKeyboard(kind, i, name);
    await this.#clickOn(await this.#control(kind, i, name), { button, modifiers, count });
  }

  /** Moves the mouse onto such a control, or onto the first visible element if no name is given. */
  async drawnHover(kind, i = 0, { name = undefined } = {}) {
    await this.#tab.front();
    const target = name
      ? await this.#control(kind, i, name)
      : await (
          await this.#root(kind, i)
        ).pick((root) => [...root.children].find((child) => child.getClientRects().length > 0) ?? null);
    await this.#tab.move(target);
  }

  async #drawnByKeyboard(kind, i, name) {
    const fits = name instanceof RegExp ? (text) => name.test(text) : (text) => text === name;
    // No page of ours has that many elements that take the focus.
    for (let step = 0; step < 80; step++) {
      const focused = (await this.drawnControls(kind, i)).find((control) => control.focused);
      if (focused && fits(focused.name)) return this.press("Enter");
      await this.press("Tab");
    }
    throw new Error(`the Tab key never reached ${name} in ${kind} ${i}`);
  }

  async #clickOn(target, { button, modifiers, count }) {
    await this.#tab.front();
    await ready(target);
    await this.#tab.click(target, { button, modifiers, count });
  }

  async #element(selector, frame) {
    return until(async () => {
      const within = frame ? frame.driver : await this.#tab.top();
      const element = await within.pick(inside.find, selector);
      return element && (await element.call((element) => element.getClientRects().length > 0)) && element;
    }, `${selector} to be seen`);
  }

  async #drawings(kind) {
    const all = await this.#tab.drawings();
    return kind ? all.filter((drawing) => drawing.kind === kind) : all;
  }

  async #root(kind, i) {
    const drawing = await until(async () => (await this.#drawings(kind))[i], `${kind} number ${i}`);
    if (!drawing.root) throw new Error(`${kind} number ${i} has no shadow root`);
    return drawing.root;
  }

  async #control(kind, i, name) {
    const wanted = name instanceof RegExp ? [name.source, name.flags] : name;
    return until(
      async () => (await this.#root(kind, i)).pick(inside.control, wanted),
      `a control named ${name} in ${kind} ${i}`,
    );
  }
}

/**
 * Waits until an element can be used, as a person would: it is enabled (our buttons that open a link are disabled at first), and it no longer
 * moves. A drawing that appears above it would move it away from under the mouse.
 */
async function ready(element) {
  let before;
  await until(
    async () => {
      const last = before;
      before = await element.call((element) =>
        element.getAttribute("aria-disabled") === "true" ? null : JSON.stringify([...element.getClientRects()]),
      );
      return before !== null && before === last;
    },
    "an element to be enabled and stand still",
    { pause: 20 },
  );
}

/** Runs in the page: returns the place of every element, after so many milliseconds. */
async function placesAfter(milliseconds) {
  await new Promise((wake) => setTimeout(wake, milliseconds));
  return [...document.querySelectorAll("*")].map((element) => {
    // A form's field may have the name of a method and hide it.
    const { x, y, width, height } = Element.prototype.getBoundingClientRect.call(element);
    return [x, y, width, height];
  });
}

/** A frame of a page. */
export class Frame {
  constructor(driver) {
    /** The browser's own driver of this frame. */
    this.driver = driver;
  }

  get url() {
    return this.driver.url;
  }

  async evaluate(fn, ...args) {
    return this.driver.call(fn, ...args);
  }
}

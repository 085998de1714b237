// A tab as the tests see it, the same for both browsers. Everything here goes through the few things a browser's own driver
// offers: frames that call functions and pick elements, a mouse, keys, and the shadow roots of what the extension drew.

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

  /** The address that is shown. */
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

  /** Waits until an element is there and seen. */
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

  /** Presses on an element, moves the mouse away by so much, and lets go. */
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
   * Presses a key, alone or with others held: "Enter", "Shift+Tab", "a". It goes where the focus is. Keys without a character
   * are named as in `KeyboardEvent.key`; the space bar is "Space".
   */
  async press(keys) {
    await this.#tab.front();
    await this.#tab.press(keys.split("+"));
  }

  /** Types a text where the focus is, or into an element after a click on it. */
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
   * What the extension drew, in all frames: [{ kind, level, frame }], `frame` being the address of the frame it stands in.
   * The top frame's come first, then the frames' in their order.
   */
  async drawn(kind) {
    return (await this.#drawings(kind)).map(({ kind, level, frame }) => ({ kind, level, frame }));
  }

  /** Waits until at least `count` of a kind are drawn (of a level, where one is given) and gives them. */
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
   * element at the same place. What moves under the pointer is not clicked, and what should not be drawn is drawn by then.
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

  /** The text that can be seen in the closed shadow root of the `i`-th of a kind. */
  async drawnText(kind, i = 0) {
    return (await this.#root(kind, i)).call(inside.visibleText);
  }

  /** The controls in it: [{ name, role, disabled, focused }]. */
  async drawnControls(kind, i = 0) {
    return (await this.#root(kind, i)).call(inside.controls);
  }

  /** Calls a function with the closed shadow root as its first parameter. */
  async drawnEvaluate(kind, i, fn, ...args) {
    return (await this.#root(kind, i)).call(fn, ...args);
  }

  /**
   * Operates, with real input, the control of that accessible name (a text or a regular expression). `by: "keyboard"` walks
   * there with the Tab key and presses Enter.
   */
  async drawnClick(kind, i, { name, by = "mouse", button = "left", modifiers = [], count = 1 }) {
    if (by === "keyboard") return this.#drawnByKeyboard(kind, i, name);
    await this.#clickOn(await this.#control(kind, i, name), { button, modifiers, count });
  }

  /** Moves the mouse onto such a control, or onto the first thing seen where no name is given. */
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
    // No page of ours has that many places for the focus.
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
    "an element to be alive and stand still",
    { pause: 20 },
  );
}

/** Runs in the page: the place of every element, after so many milliseconds. */
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

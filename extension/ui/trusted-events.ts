// Handles input that comes from the user and not from a script. A page cannot reach into a closed shadow root, but it can move or
// cover our elements at a chosen moment. A control that opens a link therefore obeys real input only, and only after a delay.

/** Calls `act` for events of the user, and ignores events that a script dispatched. */
export function onTrusted<K extends keyof HTMLElementEventMap>(
  target: HTMLElement,
  type: K,
  act: (event: HTMLElementEventMap[K]) => void,
): void {
  target.addEventListener(type, (event) => {
    if (event.isTrusted) act(event);
  });
}

/** How long a button that opens something ignores clicks, in milliseconds, so that no second half of a double click presses it. */
const DEAD_FOR = 500;

/** Works as `onTrusted` for clicks, but ignores them until the button has been visible for half a second. */
export function onDeliberateClick(button: HTMLButtonElement, act: () => void): void {
  let alive = false;
  button.setAttribute("aria-disabled", "true");
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    observer.disconnect();
    setTimeout(() => {
      alive = true;
      button.removeAttribute("aria-disabled");
    }, DEAD_FOR);
  });
  observer.observe(button);
  onTrusted(button, "click", () => {
    if (alive) act();
  });
}

/** Keeps key events in this element from the page, because single letters archive or delete mails in a webmail. */
export function keepKeys(element: HTMLElement): void {
  for (const type of ["keydown", "keypress", "keyup"] as const) {
    element.addEventListener(type, (event) => {
      event.stopPropagation();
    });
  }
}

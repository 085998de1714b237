// Only the user presses our buttons. A page cannot reach into a closed shadow root, but it can move, cover and time things;
// what opens a link therefore obeys real input only, and not at once.

/** Calls `act` on what the user did, never on what a script dispatched. */
export function onTrusted<K extends keyof HTMLElementEventMap>(
  target: HTMLElement,
  type: K,
  act: (event: HTMLElementEventMap[K]) => void,
): void {
  target.addEventListener(type, (event) => {
    if (event.isTrusted) act(event);
  });
}

/** How long a button that opens something is dead: the second half of a double click must not reach it. */
const DEAD_FOR = 500;

/** Like `onTrusted` for clicks, but dead until the button has been on screen for half a second. */
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

/** Keeps the keys pressed in here from the page: in a webmail single letters archive and delete. */
export function keepKeys(element: HTMLElement): void {
  for (const type of ["keydown", "keypress", "keyup"] as const) {
    element.addEventListener(type, (event) => {
      event.stopPropagation();
    });
  }
}

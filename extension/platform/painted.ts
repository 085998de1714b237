// Waits for the screen, so that a state is visible before the work that it announces keeps the page busy.

/** The longest wait, in milliseconds. A page in the background is not painted at all. */
const LONGEST = 100;

/** Waits until the browser has painted what the page has drawn. */
export function painted(): Promise<void> {
  return new Promise((done) => {
    setTimeout(done, LONGEST);
    // A frame's callbacks run before its painting, and a task that they start runs after it.
    requestAnimationFrame(() => setTimeout(done));
  });
}

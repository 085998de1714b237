// Waiting for a background that runs in the same process.

/**
 * Lets the event loop turn often enough for everything that was begun to end. Many short timers instead of one long one: on a loaded
 * machine a single timer may fire before the work that it waits for had one turn.
 */
export async function turns(count = 40) {
  for (let turn = 0; turn < count; turn++) await new Promise((wake) => setTimeout(wake, 4));
}

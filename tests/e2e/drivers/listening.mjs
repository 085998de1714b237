// Servers on loopback.

/**
 * Starts a server on loopback and returns its port. Port 0 takes a free one.
 * @param {import("node:net").Server} server
 */
export async function listen(server, port = 0) {
  /** @type {Promise<void>} */
  const ready = new Promise((heard, failed) => server.once("error", failed).listen(port, "127.0.0.1", heard));
  await ready;
  return portOf(server);
}

/**
 * The port that a server listens on.
 * @param {import("node:net").Server} server
 */
export function portOf(server) {
  return /** @type {import("node:net").AddressInfo} */ (server.address()).port;
}

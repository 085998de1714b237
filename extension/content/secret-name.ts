// Makes names that a page cannot guess.

/** A new random name, fit for a custom property or an event. `crypto.randomUUID` does not exist in pages without TLS. */
export function secretName(): string {
  const words = [...crypto.getRandomValues(new Uint32Array(4))];
  return `x${words.map((word) => word.toString(36)).join("")}`;
}

// Names that no page guesses.

/** A new name, fit for a custom property or an event. `crypto.randomUUID` is missing where a page came without TLS. */
export function secretName(): string {
  const words = [...crypto.getRandomValues(new Uint32Array(4))];
  return `x${words.map((word) => word.toString(36)).join("")}`;
}

// Digests by which the extension recognises a text that it does not keep.

/** The SHA-256 digest of a text, in hexadecimal digits. */
export async function digest(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The first ten bytes of that digest, for storage that has little room. */
export async function shortDigest(text: string): Promise<string> {
  return (await digest(text)).slice(0, 20);
}

/** A URL in the form that the browser gives it, so that its spellings share one digest. Any other text stays as it is. */
export function canonicalHref(href: string): string {
  return URL.canParse(href) ? new URL(href).href : href;
}

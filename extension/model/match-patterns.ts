// Match patterns, as manifests and permissions use them. No browser interface is used here.

/** The scheme, host and path of a pattern. The path ends in a star. */
const PATTERN = /^(\*|https?):\/\/(\*|(?:\*\.)?[^/*]+)(\/[^*]*)\*$/;

/** Whether a pattern covers a URL. A pattern cannot contain a port, so it covers every port. */
export function covers(pattern: string, { protocol, hostname, pathname }: URL): boolean {
  if (protocol !== "http:" && protocol !== "https:") return false;
  if (pattern === "<all_urls>") return true;
  const [, scheme, host = "", path = ""] = PATTERN.exec(pattern) ?? [];
  if (scheme === undefined) return false;
  return (scheme === "*" || `${scheme}:` === protocol) && coversHost(host, hostname) && pathname.startsWith(path);
}

function coversHost(host: string, hostname: string): boolean {
  if (!host.startsWith("*")) return host === hostname;
  return host === "*" || hostname === host.slice("*.".length) || hostname.endsWith(host.slice("*".length));
}

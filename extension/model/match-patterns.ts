// Patterns of sites, as manifests and permissions write them. No browser in here.

/** Scheme, host and path of a pattern; the path ends in a star. */
const PATTERN = /^(\*|https?):\/\/(\*|(?:\*\.)?[^/*]+)(\/[^*]*)\*$/;

/** Whether a pattern stands for a page. Ports cannot stand in one: it holds for every port. */
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

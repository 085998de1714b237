// Turns an address that must not be opened into conditions the browser understands. One address can be written in many ways
// (fragment, port, case, percent-encoding …), and a condition has to fit all of them. No browser in here, so that tests can
// try every spelling.

type Condition = chrome.declarativeNetRequest.RuleCondition;

/** Something a rule stops. */
export type Place =
  /** Everything at a host and below it. */
  | { readonly kind: "host"; readonly host: string }
  /** One address in all its spellings; with any query where the query is null. */
  | { readonly kind: "address"; readonly host: string; readonly path: string; readonly query: string | null }
  /** Addresses of a host in which letters are percent-encoded that need not be: a way to spell one address differently. */
  | { readonly kind: "odd-spelling"; readonly host: string };

/** A longer expression is not tried: Chromium takes far shorter ones only, and Firefox would have to run it. */
const LONGEST_EXPRESSION = 2_000;
/** A longer address is matched by its beginning. */
const LONGEST_FILTER = 1_500;

/** Letters, digits and marks that nobody has to percent-encode (RFC 3986, 2.3). */
const ODD = "%(3[0-9]|[46][1-9a-f]|[57][0-9a]|2[de]|5f|7e)";

/** The web address in a text; null where it is another one, or none. */
export function webAddress(text: string): URL | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url?.protocol === "http:" || url?.protocol === "https:" ? url : null;
}

/** The host of an address without the dot that may end it: `evil.example.` is `evil.example`. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/\.+$/, "");
}

/** An address in the one form that all its spellings share. A form's fields replace the query, so any query fits there. */
export function addressPlace(url: URL, isForm: boolean): Place {
  const query = plain(url.search.slice(1).replaceAll("+", "%20"), "&=+#");
  return { kind: "address", host: hostOf(url), path: pathOf(url), query: query === "" || isForm ? null : query };
}

function pathOf({ pathname }: URL): string {
  return plain(pathname, "/").replace(/\/+/g, "/").replace(/\/$/, "");
}

/** Small letters, and everything written out that need not be encoded; what would mean something else then stays encoded. */
function plain(text: string, keep: string): string {
  return text
    .replace(/%([0-9a-f]{2})/gi, (code, hex: string) => {
      const character = String.fromCharCode(Number.parseInt(hex, 16));
      return /[!-~]/.test(character) && character !== "%" && !keep.includes(character) ? character : code;
    })
    .toLowerCase();
}

/** By what a place is known among the rules in force: no address stands there in full. */
export async function keyOf(place: Place): Promise<string> {
  if (place.kind !== "address") return `${place.kind} ${place.host}`;
  const { host, path, query } = place;
  return `address ${await shortDigest(query === null ? host + path : `${host}${path}?${query}`)}`;
}

/** The keys of every place that an address may lie in. */
export async function keysFor(url: URL): Promise<string[]> {
  const place = addressPlace(url, false);
  const labels = place.host.split(".");
  const hosts = labels.map((_, at) => `host ${labels.slice(at).join(".")}`);
  const queries = place.kind === "address" && place.query !== null ? beginnings(place.query) : [];
  const places = [null, ...queries].map((query): Place => ({ ...place, kind: "address", path: pathOf(url), query }));
  const odd = new RegExp(ODD, "i").test(url.href) ? [`odd-spelling ${place.host}`] : [];
  return [...hosts, ...odd, ...(await Promise.all(places.map(keyOf)))];
}

/** A query with more parameters is compared as a whole. */
const MOST_PARAMETERS = 20;

/** The query, and its beginnings that end with a parameter: more parameters may have been added. */
function beginnings(query: string): string[] {
  const parameters = query.split("&");
  if (parameters.length > MOST_PARAMETERS) return [query];
  return parameters.map((_, at) => parameters.slice(0, at + 1).join("&"));
}

/** A text that can be recognised, but not read. */
export async function shortDigest(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(bytes, 0, 10)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Whether the browser takes a regular expression; its limits differ. */
export type IsSupported = (expression: string) => Promise<boolean>;

/** The condition that fits a place. */
export async function conditionFor(place: Place, isSupported: IsSupported): Promise<Condition> {
  switch (place.kind) {
    case "host":
      return isBracketed(place.host)
        ? { regexFilter: `${atHost(place.host)}([/?#]|$)`, isUrlFilterCaseSensitive: false }
        : { requestDomains: namesOf(place.host) };
    case "odd-spelling":
      return { regexFilter: ODD, isUrlFilterCaseSensitive: false, ...domainsOf(place.host) };
    case "address": {
      const regexFilter = expressionFor(place);
      const fits = regexFilter.length <= LONGEST_EXPRESSION && (await isSupported(regexFilter));
      return fits
        ? { regexFilter, isUrlFilterCaseSensitive: false }
        : { urlFilter: filterFor(place), isUrlFilterCaseSensitive: false, ...domainsOf(place.host) };
    }
  }
}

/** An address of the sixth version of IP stands in brackets, which the browsers take for no domain. */
function isBracketed(host: string): boolean {
  return host.startsWith("[");
}

/** Firefox tells a host from the same with a dot behind it. An address in digits cannot have one. */
function namesOf(host: string): string[] {
  return /^[\d.]+$/.test(host) ? [host] : [host, `${host}.`];
}

function domainsOf(host: string): Pick<Condition, "requestDomains"> {
  return isBracketed(host) ? {} : { requestDomains: namesOf(host) };
}

/** The beginning of an expression: either scheme, any name before an `@`, this host with or without a dot, any port. */
function atHost(host: string): string {
  return `^[a-z]+://([^/?#@]*@)?${escape(host)}\\.?(:[0-9]+)?`;
}

// Each alternative below begins with another character, so that no engine has to try one way after another.

function expressionFor({ host, path, query }: Extract<Place, { kind: "address" }>): string {
  const written = spelt(path, "").replaceAll("/", "/+");
  const tail = query === null ? "([?#]|$)" : `\\?${spelt(query, "&=")}([&#]|$)`;
  return `${atHost(host)}${written}/*${tail}`;
}

/** A canonical text as an expression that also fits its marks where they are percent-encoded; `fixed` marks mean something. */
function spelt(text: string, fixed: string): string {
  return text.replace(/%[0-9a-f]{2}|[^]/g, (piece) => {
    if (piece === "%20") return "(%20|\\+)";
    if (piece.length > 1 || /[a-z0-9\-._~]/.test(piece) || fixed.includes(piece)) return escape(piece);
    if (piece === "/" && fixed === "") return "/";
    const code = piece.charCodeAt(0);
    return code > 0x20 && code < 0x7f ? `(${escape(piece)}|%${code.toString(16)})` : escape(piece);
  });
}

function escape(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

/** The same as a filter, where an expression is too long: everything that has two spellings is left open. */
function filterFor({ path, query }: Extract<Place, { kind: "address" }>): string {
  const whole = `${path || "/"}${query === null ? "" : `*?${query}`}`;
  const filter = whole.replace(/(?:%[0-9a-f]{2}|[^a-z0-9\-._~/])+/g, "*").slice(0, LONGEST_FILTER);
  return whole.length > LONGEST_FILTER || filter.endsWith("*") ? filter : `${filter}^`;
}

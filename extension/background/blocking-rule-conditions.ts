// Turns the address of a dangerous link into conditions of the browser's blocking rules. One address has many spellings (fragment,
// port, case, percent-encoding …), and a condition has to match all of them. No browser interface is used here, so that tests can
// try every spelling.

import { shortDigest } from "../platform/digest.js";

type Condition = chrome.declarativeNetRequest.RuleCondition;

/** The part of the web that one blocking rule covers. */
export type RuleScope =
  /** A host and everything below it. */
  | { readonly kind: "host"; readonly host: string }
  /** One address in all its spellings. With a null query, every query matches. */
  | { readonly kind: "address"; readonly host: string; readonly path: string; readonly query: string | null }
  /** Addresses of a host with needlessly percent-encoded letters. They would be a way to respell a refused address. */
  | { readonly kind: "odd-spelling"; readonly host: string };

/** The longest regular expression. Chromium accepts far shorter ones only, and Firefox would have to run it. */
const LONGEST_EXPRESSION = 2_000;
/** The longest URL filter. A longer address is matched by its beginning. */
const LONGEST_FILTER = 1_500;

/** Percent-encoded characters that never need encoding (RFC 3986, section 2.3). */
const ODD = "%(3[0-9]|[46][1-9a-f]|[57][0-9a]|2[de]|5f|7e)";

/** The text as an http or https URL; null if it is not one. */
export function webAddress(text: string): URL | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url?.protocol === "http:" || url?.protocol === "https:" ? url : null;
}

/** The host of a URL without a trailing dot: `evil.example.` becomes `evil.example`. */
export function hostWithoutDot({ hostname }: URL): string {
  return hostname.replace(/\.+$/, "");
}

/**
 * The scope of one address, in the one form that all its spellings share. The fields of a form replace the query, so any query
 * matches there.
 */
export function addressScope(url: URL, isForm: boolean): RuleScope {
  const query = canonicalText(url.search.slice(1).replaceAll("+", "%20"), "&=+#");
  return {
    kind: "address",
    host: hostWithoutDot(url),
    path: pathOf(url),
    query: query === "" || isForm ? null : query,
  };
}

function pathOf({ pathname }: URL): string {
  return canonicalText(pathname, "/").replace(/\/+/g, "/").replace(/\/$/, "");
}

/** Lower-cases a text and decodes every percent-encoding, except for the characters that would then get another meaning. */
function canonicalText(text: string, keep: string): string {
  return text
    .replace(/%([0-9a-f]{2})/gi, (code, hex: string) => {
      const character = String.fromCharCode(Number.parseInt(hex, 16));
      return /[!-~]/.test(character) && character !== "%" && !keep.includes(character) ? character : code;
    })
    .toLowerCase();
}

/** The key of a scope in the list of active rules. It contains no address in full. */
export async function scopeKey(place: RuleScope): Promise<string> {
  if (place.kind !== "address") return `${place.kind} ${place.host}`;
  const { host, path, query } = place;
  return `address ${await shortDigest(query === null ? host + path : `${host}${path}?${query}`)}`;
}

/** The keys of every scope that covers an address. */
export async function scopeKeysFor(url: URL): Promise<string[]> {
  const place = addressScope(url, false);
  const labels = place.host.split(".");
  const hosts = labels.map((_, at) => `host ${labels.slice(at).join(".")}`);
  const queries = place.kind === "address" && place.query !== null ? beginnings(place.query) : [];
  const places = [null, ...queries].map((query): RuleScope => ({
    ...place,
    kind: "address",
    path: pathOf(url),
    query,
  }));
  const odd = new RegExp(ODD, "i").test(url.href) ? [`odd-spelling ${place.host}`] : [];
  return [...hosts, ...odd, ...(await Promise.all(places.map(scopeKey)))];
}

/** The most parameters of a query whose beginnings are tried. A longer query is compared as a whole. */
const MOST_PARAMETERS = 20;

/** The query and each of its beginnings that ends with a whole parameter, because a link may carry additional parameters. */
function beginnings(query: string): string[] {
  const parameters = query.split("&");
  if (parameters.length > MOST_PARAMETERS) return [query];
  return parameters.map((_, at) => parameters.slice(0, at + 1).join("&"));
}

/** Whether the browser accepts a regular expression. The limits of the browsers differ. */
export type IsSupported = (expression: string) => Promise<boolean>;

/** The condition that matches a scope. */
export async function conditionFor(place: RuleScope, isSupported: IsSupported): Promise<Condition> {
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

/** Whether a host is an IPv6 address. It stands in brackets, and the browsers do not accept it as a domain. */
function isBracketed(host: string): boolean {
  return host.startsWith("[");
}

/** A host with and without a trailing dot, because Firefox tells the two apart. An IPv4 address cannot have a trailing dot. */
function namesOf(host: string): string[] {
  return /^[\d.]+$/.test(host) ? [host] : [host, `${host}.`];
}

function domainsOf(host: string): Pick<Condition, "requestDomains"> {
  return isBracketed(host) ? {} : { requestDomains: namesOf(host) };
}

/** The beginning of an expression: any scheme, any user info, this host with or without a trailing dot, any port. */
function atHost(host: string): string {
  return `^[a-z]+://([^/?#@]*@)?${escape(host)}\\.?(:[0-9]+)?`;
}

// The alternatives below each begin with a different character, so that no engine has to backtrack.

function expressionFor({ host, path, query }: Extract<RuleScope, { kind: "address" }>): string {
  const written = withSpellings(path, "").replaceAll("/", "/+");
  const tail = query === null ? "([?#]|$)" : `\\?${withSpellings(query, "&=")}([&#]|$)`;
  return `${atHost(host)}${written}/*${tail}`;
}

/**
 * An expression for a canonical text that also matches the percent-encoded form of its marks. Marks in `fixed` have a meaning in
 * the URL and stay as they are.
 */
function withSpellings(text: string, fixed: string): string {
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

/** A URL filter for an address whose expression is too long. Every character with two spellings becomes a wildcard. */
function filterFor({ path, query }: Extract<RuleScope, { kind: "address" }>): string {
  const whole = `${path || "/"}${query === null ? "" : `*?${query}`}`;
  const filter = whole.replace(/(?:%[0-9a-f]{2}|[^a-z0-9\-._~/])+/g, "*").slice(0, LONGEST_FILTER);
  return whole.length > LONGEST_FILTER || filter.endsWith("*") ? filter : `${filter}^`;
}

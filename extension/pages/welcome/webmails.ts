// The names that people use for the webmails of the manifest. The manifest lists the watched hosts, and a test checks that each has
// a name.

/** A webmail: its name, or the text key of the name if that depends on the language, and its hosts. */
interface Webmail {
  readonly name: string | { readonly key: string };
  readonly hosts: RegExp;
}

const WEBMAILS: readonly Webmail[] = [
  { name: "Gmail", hosts: /^mail\.google\.com$/ },
  { name: "Outlook, Microsoft 365", hosts: /^outlook\./ },
  { name: { key: "welcome_mail_qq" }, hosts: /^\*\.mail\.qq\.com$/ },
  { name: { key: "welcome_mail_exmail" }, hosts: /^exmail\.qq\.com$/ },
  { name: { key: "welcome_mail_netease" }, hosts: /^\*\.mail\.(163|126|yeah)\./ },
  { name: { key: "welcome_mail_qiye" }, hosts: /^(\*\.qiye|lingxi\.office)\.163\.com$/ },
  { name: { key: "welcome_mail_aliyun" }, hosts: /\.aliyun\.com$/ },
  { name: "Yahoo", hosts: /^mail\.yahoo\./ },
  { name: "AOL", hosts: /^mail\.aol\.com$/ },
  { name: "Proton Mail", hosts: /^mail\.proton(mail)?\./ },
  { name: "Zoho Mail", hosts: /^mail\.zoho\./ },
  { name: "iCloud", hosts: /icloud/ },
  { name: "Fastmail", hosts: /^\*\.fastmail\.com$/ },
  { name: "GMX", hosts: /^\*\.gmx\./ },
  { name: "WEB.DE", hosts: /^\*\.web\.de$/ },
  { name: "mail.com", hosts: /^\*\.mail\.com$/ },
  { name: "Mail.ru", hosts: /^e\.mail\.ru$/ },
  { name: "Yandex", hosts: /^mail\.yandex\./ },
];

/** A webmail of the manifest, with the match patterns of its permission. */
export interface Listed {
  readonly name: Webmail["name"];
  readonly origins: readonly string[];
}

/** The webmails among these patterns, in display order. */
export function webmailsAmong(patterns: readonly string[]): Listed[] {
  const hostOf = (pattern: string): string => pattern.replace(/^\w+:\/\//, "").replace(/\/.*$/, "");
  return WEBMAILS.map(({ name, hosts }) => ({
    name,
    origins: patterns.filter((pattern) => hosts.test(hostOf(pattern))),
  })).filter(({ origins }) => origins.length > 0);
}

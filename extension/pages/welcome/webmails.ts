// The webmails of the manifest as people call them. The manifest says which hosts are watched; a test says that each has its name.

/** A webmail: what it is called, or where that depends on the language, the key of its name; and the hosts that are its. */
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
  { name: { key: "welcome_mail_qiye" }, hosts: /^\*\.qiye\.163\.com$/ },
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

/** A webmail of the manifest and what the browser is asked to allow for it. */
export interface Listed {
  readonly name: Webmail["name"];
  readonly origins: readonly string[];
}

/** The webmails among these patterns, in the order people are shown them. */
export function webmailsAmong(patterns: readonly string[]): Listed[] {
  const hostOf = (pattern: string): string => pattern.replace(/^\w+:\/\//, "").replace(/\/.*$/, "");
  return WEBMAILS.map(({ name, hosts }) => ({
    name,
    origins: patterns.filter((pattern) => hosts.test(hostOf(pattern))),
  })).filter(({ origins }) => origins.length > 0);
}

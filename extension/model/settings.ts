// The settings as every part of the extension sees them. Where they are stored, and which of them an organisation fixes, is the
// background's concern (background/settings.ts, background/policy.ts).

import type { Language } from "./language.js";

/** Where the user opens Seller Central: the region of a marketplace, or another browser profile. */
export type Home = { readonly region: string } | "elsewhere";

/** The settings in force: the user's choices under the organisation's policy. */
export interface Settings {
  /** The browser's language until the user chooses one. */
  readonly language: Language;
  /** Missing until the user answers the question. */
  readonly home?: Home;
  /** The names that the user has muted, and the hosts that the user named as mail gateways. */
  readonly remembered: readonly Remembered[];
  /** The hosts of the company's mail gateways: those that the organisation sets, and those that the user named. */
  readonly gateways: readonly string[];
  /** The bodies that the user has chosen, at most one for each site; missing where there are none. */
  readonly bodies?: readonly ChosenBody[];
  /** The level from which banners, marks and list chips are shown. The guard and the toolbar ignore this setting. */
  readonly notifications: Notifications;
  /** Whether warnings are recorded in the journal, on this computer. */
  readonly journal: boolean;
  /** Whether journal entries include the subject of the mail. */
  readonly journalSubjects: boolean;
}

/** The place of a mail's text on the pages of one site, as the user pointed at it. The recipe for unknown webmails reads it. */
export interface ChosenBody {
  /** The site, as an origin. */
  readonly origin: string;
  /** Selects the element with the text. */
  readonly selector: string;
  /** The time when the user chose it, in the format of `Date.toISOString`. */
  readonly since: string;
}

/** The lowest level at which a warning is shown without a request from the user. */
export type Notifications = "caution" | "danger";

/** The settings that an organisation can fix, by the names that policies and settings files use. */
export type SettingName = "language" | "marketplace" | "notifications" | "journal" | "journalSubjects";

/**
 * An exact host or address that the user has muted, because a warning about it was wrong; or an exact host that the user named as the
 * company's mail gateway, so that its links are judged by the address inside them.
 */
export interface Remembered {
  readonly what: "host" | "address" | "gateway";
  /** In the form that verdicts use: a host in ASCII, an address in lower case. */
  readonly value: string;
  /** The time when the user muted it, in the format of `Date.toISOString`. */
  readonly since: string;
}

/** The kinds of names that the user may have said something about. */
export const NAME_KINDS: readonly Remembered["what"][] = ["host", "address", "gateway"];

/** The hosts among these names that the user named as mail gateways. */
export function gatewaysOf(remembered: readonly Remembered[]): string[] {
  return remembered.filter(({ what }) => what === "gateway").map(({ value }) => value);
}

/** The limits that an organisation sets to the user's choices. Every surface that offers a choice reads them. */
export interface Limits {
  /** The settings that the user may not change. */
  readonly locked: readonly SettingName[];
  /** Whether the user may open a dangerous link after two steps. */
  readonly openDanger: boolean;
  /** Whether the user may pause a site. A paused site opens dangerous links, so this is false where `openDanger` is false. */
  readonly pause: boolean;
  /** Whether the user may mute names. */
  readonly remember: boolean;
}

/** The limits without an organisation. */
export const NO_LIMITS: Limits = { locked: [], openDanger: true, pause: true, remember: true };

// Sample mails for display and practice, and the input by which they are judged like a real mail.

import type { Mailbox, MessageInput, Segment } from "./verdict.js";

/** A paragraph, or a link on a line of its own. */
export interface Line {
  readonly text: string;
  /** The target of the link, if the line is one. */
  readonly href?: string;
  /** Set if the link is drawn as a button. */
  readonly button?: boolean;
}

/** A sample mail. */
export interface Letter {
  readonly from: Mailbox;
  readonly subject: string;
  readonly lines: readonly Line[];
  /** The file names of the attached pictures. */
  readonly pictures: readonly string[];
}

/** A part of a mail. A link stands for its target. */
export type Part = "address" | "subject" | "text" | "link" | "picture";

/** A place in a mail to look at. */
export interface Place {
  readonly part: Part;
  /** The exact words to look at, or their pattern; the whole part if missing. */
  readonly exact?: string | RegExp;
  /** The number of the link, if the part is one and the mail has several. */
  readonly link?: number;
}

/** The words of each place, for a reader who does not see the mail. */
export function wordsAt({ from, subject, lines, pictures }: Letter, places: readonly Place[]): string[] {
  const targets = lines.flatMap(({ href }) => href ?? []);
  const text = lines.filter(({ href }) => href === undefined).map((line) => line.text);
  const whole: Readonly<Record<Part, (place: Place) => string>> = {
    address: () => from.address ?? "",
    subject: () => subject,
    text: () => text.join("\n"),
    link: ({ link = 0 }) => new URL(targets[link] ?? "").hostname,
    picture: () => pictures.join(", "),
  };
  return places.map((place) => {
    const words = whole[place.part](place);
    return exactIn(words, place) ?? words;
  });
}

/** The exact words of a place in a text; undefined if the place names none, or if they do not stand there. */
export function exactIn(text: string, { exact }: Place): string | undefined {
  if (exact === undefined) return undefined;
  if (typeof exact === "string") return text.includes(exact) ? exact : undefined;
  return exact.exec(text)?.[0];
}

/** The input that a webmail adapter would read from this mail. */
export function messageOf({ from, subject, lines, pictures }: Letter): MessageInput {
  const leading = lines.filter(({ href }) => href !== undefined);
  const segments = lines.map((line): Segment => {
    const segment = { text: line.text, break: true, quoted: false, hidden: false, image: false };
    return line.href === undefined ? segment : { ...segment, link: leading.indexOf(line) };
  });
  return {
    from,
    replyTo: [],
    subject,
    segments,
    links: leading.map(({ href = "", button = false }) => ({ href, button, form: false })),
    attachments: pictures.map((name) => ({ name, mediaType: "image/png" })),
    recipients: [],
    user: [],
    leftOut: 0,
    attached: [],
  };
}

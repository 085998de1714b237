// A mail of our own making, to show or to practise on: its words, and the same as the input that a real mail would be judged by.

import type { Mailbox, MessageInput, Segment } from "./verdict.js";

/** A paragraph, or a link that stands by itself. */
export interface Line {
  readonly text: string;
  /** Where it leads, if anywhere. */
  readonly href?: string;
  /** It is drawn as a button. */
  readonly button?: boolean;
}

/** A mail in words. */
export interface Letter {
  readonly from: Mailbox;
  readonly subject: string;
  readonly lines: readonly Line[];
  /** Names of pictures attached to it. */
  readonly pictures: readonly string[];
}

/** What an adapter would read of this mail in a webmail. */
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

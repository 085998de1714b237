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

// The practice mails. Addresses and hosts stand here, and the words in `texts/LANG/practice.json`, so that each language has its
// own. The module judges exactly the mails that are shown.

import type { Letter, Line, Place } from "../../model/sample-mail.js";
import type { Texts } from "../../i18n/texts.js";
import type { MessageVerdict } from "../../model/verdict.js";
import { atLeast } from "../../model/verdict.js";

/** The answer to a mail: it may be real, so the user checks without it; or it is a fake. No mail proves that it is genuine. */
export type Answer = "check" | "fake";

/** A line of a mail: the name of its text, and its target if it is a link. */
type Item = string | { readonly text: string; readonly href: string; readonly button: boolean };

/** A mail, by the name that its texts have. */
export interface PracticeMail {
  readonly name: string;
  readonly answer: Answer;
  /** Where a mail that may be real is checked: in Seller Central, or on the site of the firm that writes. */
  readonly where?: "amazon" | "firm";
  /** The places that give a fake away, or that prove nothing. */
  readonly places: readonly Place[];
  readonly address: string;
  /** The display name, if it is itself the trick. Otherwise it is a text. */
  readonly sender?: string;
  readonly parts: readonly Item[];
  /** Set if there is a text with the name of an attached picture. */
  readonly picture?: true;
}

const button = (href: string): Item => ({ text: "button", href, button: true });
const link = (href: string): Item => ({ text: "link", href, button: false });

/** The contact in the buyer's mail. Each language names the messenger of its users. */
const CONTACT = /amz_review_07|\+[\d ]+\d/;

const matching: readonly Place[] = [{ part: "address" }, { part: "link" }];

/** Genuine notices are as frightening as fakes, and ask for documents too. Most fakes contain no lookalike name. */
export const MAILS: readonly PracticeMail[] = [
  {
    name: "deactivated",
    answer: "check",
    where: "amazon",
    places: matching,
    address: "seller-performance@amazon.com",
    parts: ["text", button("https://sellercentral.amazon.com/performance/dashboard"), "sign"],
  },
  {
    name: "documents",
    answer: "check",
    where: "amazon",
    places: matching,
    address: "seller-performance@amazon.co.uk",
    parts: ["text", button("https://sellercentral.amazon.co.uk/performance/notifications"), "sign"],
  },
  {
    name: "regulator",
    answer: "check",
    where: "amazon",
    places: [{ part: "address" }, { part: "link", link: 1 }],
    address: "donotreply@amazon.de",
    parts: [
      "text",
      link("https://lucid.verpackungsregister.org/"),
      "more",
      button("https://sellercentral.amazon.de/"),
      "sign",
    ],
  },
  {
    name: "lookalike",
    answer: "fake",
    places: [{ part: "address", exact: "amaz0n-sellercentral.example" }, { part: "link" }],
    address: "seller-notification@amaz0n-sellercentral.example",
    parts: ["text", button("https://amaz0n-sellercentral.example/account/review"), "sign"],
  },
  {
    name: "unrelated",
    answer: "fake",
    places: [{ part: "address", exact: "mail.harbour-events.example" }, { part: "link" }],
    address: "notice@mail.harbour-events.example",
    parts: ["text", button("https://www.garden-lamps.example/wp-content/s/index.html"), "sign"],
  },
  {
    name: "name",
    answer: "fake",
    places: [{ part: "address" }],
    address: "office@post-desk.example",
    sender: "seller-performance@amazon.com",
    parts: ["text", "sign"],
  },
  {
    name: "userinfo",
    answer: "fake",
    places: [{ part: "link" }, { part: "address", exact: "parcel-letter.example" }],
    address: "info@parcel-letter.example",
    parts: ["text", button("https://sellercentral.amazon.com@account-desk.example/video"), "sign"],
  },
  {
    name: "partner",
    answer: "check",
    where: "firm",
    places: matching,
    address: "service@harbourpay.example",
    sender: "Harbour Pay",
    parts: ["text", button("https://www.harbourpay.example/accounts/confirm"), "sign"],
  },
  {
    name: "buyer",
    answer: "fake",
    places: [
      { part: "text", exact: CONTACT },
      { part: "address", exact: "marketplace.amazon.com" },
      { part: "picture" },
    ],
    address: "k7x2m9q4w1z8d5b@marketplace.amazon.com",
    parts: ["text", "sign"],
    picture: true,
  },
  {
    name: "sale",
    answer: "fake",
    places: [{ part: "subject" }],
    address: "kevin@quick-review.example",
    parts: ["text", "sign"],
  },
];

/** The senders of the question "Which of these addresses does Amazon write from?". The answer is: none of them. */
export const SENDERS = [
  "amazon-security@hotmail.com",
  "amazon-payments@msn.com",
  "seller-performance@payments-amazon.com",
] as const;

/** A mail in the words of a language. */
export function letterOf(texts: Texts, { name, address, sender, parts, picture }: PracticeMail): Letter {
  const words = (part: string): string => texts.text(`practice_mail_${name}_${part}`);
  return {
    from: { name: sender ?? words("from"), address },
    subject: words("subject"),
    lines: parts.flatMap((part): Line[] => {
      // Each line of the text is a paragraph.
      if (typeof part === "string")
        return words(part)
          .split("\n")
          .map((line) => ({ text: line }));
      return [{ ...part, text: words(part.text) }];
    }),
    pictures: picture ? [words("picture")] : [],
  };
}

/** The answer that a verdict gives: a mail with a warning is a fake, any other is checked without it. */
export function answerOf({ level }: Pick<MessageVerdict, "level">): Answer {
  return atLeast(level, "caution") ? "fake" : "check";
}

/** The items in random order. `random` returns numbers from 0 up to 1. */
export function shuffled<T>(things: readonly T[], random: () => number = Math.random): T[] {
  const left = [...things];
  const order: T[] = [];
  while (left.length > 0) order.push(...left.splice(Math.floor(random() * left.length), 1));
  return order;
}

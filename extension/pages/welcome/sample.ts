// The mail in the first page's picture.

import type { Letter } from "../../model/sample-mail.js";
import type { Texts } from "../../i18n/texts.js";

/** A fake as most are: nothing in it looks like Amazon's name. */
export function sampleLetter(texts: Texts): Letter {
  return {
    from: { name: texts.text("welcome_sample_from"), address: "notice@mail.harbour-events.example" },
    subject: texts.text("welcome_sample_subject"),
    lines: [
      { text: texts.text("welcome_sample_text") },
      { text: texts.text("welcome_sample_button"), href: "https://www.account-desk.example/verify", button: true },
    ],
    pictures: [],
  };
}

// The sample mail on the first page.

import type { Letter } from "../../model/sample-mail.js";
import type { Texts } from "../../i18n/texts.js";

/** A typical fake: nothing in it resembles Amazon's name. */
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

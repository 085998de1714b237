// The questions that people ask, in reading order. The texts are `help_question_NAME`, `help_answer_NAME` and `help_words_NAME`: the
// words by which people search for the answer, which the answer itself may not contain.

/** A question, and the page that its answer leads to, with the text of the link. */
export interface Question {
  readonly name: string;
  readonly page?: string;
  readonly link?: string;
}

export const QUESTIONS: readonly Question[] = [
  { name: "pause" },
  { name: "icon" },
  { name: "nothing" },
  { name: "wrong", page: "options", link: "navigation_options" },
  { name: "quiet", page: "options", link: "navigation_options" },
  { name: "stolen", page: "clicked", link: "navigation_clicked" },
  { name: "secret", page: "clicked", link: "navigation_clicked" },
  { name: "verify", page: "video", link: "help_pages_video" },
  { name: "call", page: "caller", link: "help_pages_caller" },
  { name: "chat", page: "caller", link: "help_pages_caller" },
  { name: "money" },
  { name: "report", page: "clicked", link: "navigation_clicked" },
  { name: "code", page: "check", link: "navigation_check" },
  { name: "attachment" },
  { name: "webmail", page: "welcome", link: "help_pages_welcome" },
  { name: "gateway", page: "options", link: "navigation_options" },
  { name: "phone" },
  { name: "private" },
  { name: "install", page: "welcome", link: "help_pages_welcome" },
  { name: "language" },
  { name: "delete", page: "journal", link: "navigation_journal" },
  { name: "team", page: "options", link: "navigation_options" },
  { name: "price" },
];

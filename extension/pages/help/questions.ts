// The questions that people ask, in reading order. The texts are `help_question_NAME`, `help_answer_NAME` and `help_words_NAME`: the
// words by which people search for the answer, which the answer itself may not contain.

import type { IconName } from "../../ui/icons.js";

/** A question, and the page that its answer leads to, with the text of the link. */
export interface Question {
  readonly name: string;
  readonly icon: IconName;
  readonly page?: string;
  readonly link?: string;
}

export const QUESTIONS: readonly Question[] = [
  { name: "pause", icon: "pause" },
  { name: "icon", icon: "stone" },
  { name: "nothing", icon: "question" },
  { name: "wrong", icon: "cross", page: "options", link: "navigation_options" },
  { name: "quiet", icon: "bell", page: "options", link: "navigation_options" },
  { name: "stolen", icon: "lock", page: "clicked", link: "navigation_clicked" },
  { name: "secret", icon: "keyboard", page: "clicked", link: "navigation_clicked" },
  { name: "verify", icon: "person", page: "video", link: "help_pages_video" },
  { name: "call", icon: "phone", page: "caller", link: "help_pages_caller" },
  { name: "chat", icon: "speech", page: "caller", link: "help_pages_caller" },
  { name: "money", icon: "coin" },
  { name: "report", icon: "flag", page: "clicked", link: "navigation_clicked" },
  { name: "code", icon: "code", page: "check", link: "navigation_check" },
  { name: "attachment", icon: "clip" },
  { name: "webmail", icon: "mail", page: "welcome", link: "help_pages_welcome" },
  { name: "gateway", icon: "funnel", page: "options", link: "navigation_options" },
  { name: "phone", icon: "device" },
  { name: "private", icon: "unseen" },
  { name: "install", icon: "download", page: "welcome", link: "help_pages_welcome" },
  { name: "language", icon: "globe" },
  { name: "delete", icon: "bin", page: "journal", link: "navigation_journal" },
  { name: "team", icon: "people", page: "options", link: "navigation_options" },
  { name: "price", icon: "tag" },
];

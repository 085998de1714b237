// The languages that the extension has texts in, and the form of those texts. How texts are loaded and filled in: i18n/texts.ts.

/** A language that the extension has texts in. Each is named as its folder in `_locales`. */
export type Language = "en" | "zh_CN" | "zh_TW" | "ja" | "de" | "fr" | "it" | "es";

/** The texts of one language, by key. */
export type Messages = Readonly<Record<string, string>>;

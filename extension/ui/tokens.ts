// The colours for the light and the dark theme. `styles.ts` turns them into custom properties. A test checks the contrast of each
// pair of foreground and background (4.5:1 for text, 7:1 for text below 14 px, 3:1 for shapes and borders of controls).

/** The colours by their role. Each level has colours for its shape, its text and its background. */
export interface Colours {
  /** The background of the popup. */
  readonly ground: string;
  /** The background of cards, dialogs and fields. */
  readonly card: string;
  readonly ink: string;
  /** Quiet text. Its contrast still suits small sizes. */
  readonly quiet: string;
  /** Lines that separate parts of a page. */
  readonly line: string;
  /** Borders that make a control recognisable. */
  readonly edge: string;
  /** The main button. */
  readonly stone: string;
  readonly "on-stone": string;
  /** The lines that are cut out of a shape. */
  readonly cut: string;
  readonly focus: string;
  readonly ok: string;
  readonly "ok-text": string;
  readonly "ok-ground": string;
  readonly info: string;
  readonly "info-text": string;
  readonly "info-ground": string;
  readonly caution: string;
  readonly "caution-text": string;
  readonly "caution-ground": string;
  readonly danger: string;
  readonly "danger-text": string;
  readonly "danger-ground": string;
}

export const LIGHT: Colours = {
  ground: "#fbfbf9",
  card: "#ffffff",
  ink: "#1f2933",
  quiet: "#414d59",
  line: "#d9dee3",
  edge: "#75818d",
  stone: "#1f2933",
  "on-stone": "#fbfbf9",
  cut: "#ffffff",
  focus: "#2563a8",
  ok: "#0f766e",
  "ok-text": "#084c47",
  "ok-ground": "#e3f2ef",
  info: "#3b5b7a",
  "info-text": "#2b4763",
  "info-ground": "#e9eff5",
  caution: "#8a5a00",
  "caution-text": "#6b4400",
  "caution-ground": "#fff4d6",
  danger: "#a3161b",
  "danger-text": "#8f1217",
  "danger-ground": "#fdecec",
};

export const DARK: Colours = {
  ground: "#12171c",
  card: "#1b2229",
  ink: "#e8ecef",
  quiet: "#b4c0cb",
  line: "#36424d",
  edge: "#7e8c99",
  stone: "#e8ecef",
  "on-stone": "#12171c",
  cut: "#12171c",
  focus: "#8ab8ea",
  ok: "#5ec9b8",
  "ok-text": "#8fdccf",
  "ok-ground": "#12302c",
  info: "#93b5d6",
  "info-text": "#a9c8e6",
  "info-ground": "#1c2a38",
  caution: "#f2c14e",
  "caution-text": "#f5cd6c",
  "caution-ground": "#2e2510",
  danger: "#ff8f89",
  "danger-text": "#ffb0ab",
  "danger-ground": "#3a1719",
};

/** The toolbar's colours. There is one set, because no browser tells an extension whether the toolbar is light or dark. */
export const TOOLBAR = {
  stone: "#3a4753",
  rim: "#a3b0bc",
  streak: "#f1f4f6",
  ok: "#12877e",
  info: "#5583ae",
  caution: "#dda400",
  "on-caution": "#1f2933",
  danger: "#cc2a30",
  on: "#ffffff",
  off: "#808d9a",
  paused: "#6b7885",
  unread: "#5583ae",
} as const;

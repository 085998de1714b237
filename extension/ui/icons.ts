// Line icons beside headings and in lists. An icon repeats what the words beside it say, so screen readers skip it. The shapes of the
// levels stand in shapes.ts: they carry meaning, these do not.

import { svg } from "./dom.js";

/** Each icon as one path in a square of 16 by 16, drawn as a line. */
const ICONS = {
  shop: "M2.2 6 3.4 2.5h9.2L13.8 6a1.93 1.93 0 0 1-3.86 0 1.93 1.93 0 0 1-3.87 0A1.93 1.93 0 0 1 2.2 6zM3.5 8v5.5h9V8M6.5 13.5v-3h3v3",
  pin: "M5.8 2h4.4l-.7 4.2 2.3 2.6H4.2l2.3-2.6zM8 8.8V14",
  mail: "M1.8 3.5h12.4v9H1.8zM2.3 4 8 8.7 13.7 4",
  keyboard: "M1.5 4h13v8h-13zM4 6.7h.01M6.7 6.7h.01M9.3 6.7h.01M12 6.7h.01M5 9.5h6",
  lens: "M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9zM10.3 10.3 14 14",
  target: "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM8 5.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5z",
  pointer: "M3 2.5 13 7l-4.3 1.5L7.2 13z",
  phone: "M4 2h2.4l1 3.2-1.5 1.2a8 8 0 0 0 3.7 3.7l1.2-1.5 3.2 1V12a2 2 0 0 1-2 2A10 10 0 0 1 2 4a2 2 0 0 1 2-2z",
  device: "M4.8 1.5h6.4v13H4.8zM7.2 12.3h1.6",
  clock: "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM8 4.8V8l2.3 1.8",
  list: "M6 4h8M6 8h8M6 12h8M2.5 4h.01M2.5 8h.01M2.5 12h.01",
  speech: "M2 3h12v8H7.5L4.5 13.5V11H2z",
  flag: "M3.5 14.5v-12h9l-2 3.2 2 3.3h-9",
  question: "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM6.2 6.3a1.8 1.8 0 1 1 2.6 1.6c-.5.3-.8.6-.8 1.2M8 11.3h.01",
  sliders:
    "M2 4.5h6M11.5 4.5H14M2 11.5h2.5M8 11.5h6M9.75 2.75a1.75 1.75 0 1 1 0 3.5 1.75 1.75 0 0 1 0-3.5zM6.25 9.75a1.75 1.75 0 1 1 0 3.5 1.75 1.75 0 0 1 0-3.5z",
  check: "M2.5 8.5 6.2 12 13.5 4",
  pause: "M5.5 3v10M10.5 3v10",
  bell: "M4 11V7a4 4 0 0 1 8 0v4l1.2 1.5H2.8zM6.8 14.2h2.4",
  lock: "M3.5 7h9v6.5h-9zM5.3 7V5a2.7 2.7 0 0 1 5.4 0v2",
  coin: "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM5.5 6h5M5.5 8.5h5M8 8.5v3",
  funnel: "M2.5 3h11L9.3 8.2V13l-2.6-1.4V8.2z",
  code: "M2.5 2.5h4v4h-4zM9.5 2.5h4v4h-4zM2.5 9.5h4v4h-4zM9.5 9.5h.01M13.5 9.5V11M9.5 13.5H11M12 12h1.5v1.5",
  clip: "M11.5 5.5 6.6 10.4a1.2 1.2 0 0 0 1.7 1.7l5-5a2.6 2.6 0 0 0-3.7-3.7l-5.1 5.1a4 4 0 0 0 5.6 5.6l3.4-3.4",
  download: "M8 2.5V10M5 7.2l3 3 3-3M2.8 13.5h10.4",
  globe: "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM2 8h12M8 2c2.2 1.8 2.2 10.2 0 12M8 2c-2.2 1.8-2.2 10.2 0 12",
  bin: "M3 4.5h10M6.3 4.5v-2h3.4v2M4.3 4.5l.6 9h6.2l.6-9M6.8 7v4M9.2 7v4",
  people:
    "M6 7.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM1.5 13.5c0-2.5 2-4 4.5-4s4.5 1.5 4.5 4M11 7.3A2.2 2.2 0 0 0 11 3M12 9.7c1.6.4 2.6 1.7 2.6 3.8",
  person: "M8 7.5a2.7 2.7 0 1 0 0-5.4 2.7 2.7 0 0 0 0 5.4zM3 14c0-2.8 2.2-4.5 5-4.5s5 1.7 5 4.5",
  eye: "M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8zM8 6a2 2 0 1 1 0 4 2 2 0 0 1 0-4z",
  unseen: "M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8zM3 13 13 3",
  tag: "M2.5 2.5h5.3l5.7 5.7-5.3 5.3-5.7-5.7zM5.2 5.2h.01",
  stone:
    "M5.5 2h5A3.5 3.5 0 0 1 14 5.5v5a3.5 3.5 0 0 1-3.5 3.5h-5A3.5 3.5 0 0 1 2 10.5v-5A3.5 3.5 0 0 1 5.5 2zM5.5 10.5l5-5",
  cross: "M4 4l8 8M12 4l-8 8",
  chart: "M2.5 13.5h11M4.5 11V8M8 11V4M11.5 11V6.5",
} as const;

export type IconName = keyof typeof ICONS;

/** Draws an icon in the colour of the text around it, or in the colour that its class `icon` has there. */
export function drawIcon(name: IconName): SVGSVGElement {
  return svg(
    "svg",
    { class: "icon", viewBox: "0 0 16 16", "aria-hidden": "true", focusable: "false" },
    svg("path", { d: ICONS[name] }),
  );
}

/** Whether a text names an icon. */
export function isIcon(name: string): name is IconName {
  return Object.hasOwn(ICONS, name);
}

// Finds the place of a card in the window: beside the link that it explains and the link's mark, so that it covers neither. A card over its
// link would take the click on the link.

/** The distance of a card from what it explains, and from the edges of the window, in pixels. */
const GAP = 6;
/** The least height of a card that shows its head and its buttons, in pixels. */
const LEAST_HEIGHT = 200;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The edges of an element in the window. */
export interface Edges {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The place of a card. A card that is higher than `height` scrolls. */
export interface CardPlace {
  readonly left: number;
  readonly top: number;
  readonly height: number;
}

/**
 * Places a card below what it explains, else above, else beside it, else where there is more room. `anchor` is the element where the card
 * belongs, and `clear` are elements that it must not cover, because the pointer is on them. If they leave no room, as in a small frame that
 * a link fills, the card hangs out of the window. A card that need not keep anything clear stands inside the window.
 */
export function placeFor(card: Size, window: Size, anchor: Edges, clear: readonly Edges[]): CardPlace {
  const { left, top, right, bottom } = around([anchor, ...clear]);
  const { width, height } = card;
  const across = inside(anchor.left, width, window.width);
  const above = top - 2 * GAP;
  const below = window.height - bottom - 2 * GAP;
  if (height <= below) return { left: across, top: bottom + GAP, height };
  if (height <= above) return { left: across, top: top - GAP - height, height };
  const down = inside(anchor.top, height, window.height);
  if (right + 2 * GAP + width <= window.width) return { left: right + GAP, top: down, height };
  if (left - 2 * GAP - width >= 0) return { left: left - GAP - width, top: down, height };
  const room = Math.max(above, below);
  if (room < LEAST_HEIGHT && clear.length > 0) return { left: across, top: bottom + GAP, height };
  if (room < LEAST_HEIGHT) return { left: across, top: inside(bottom + GAP, height, window.height), height };
  return { left: across, top: room === below ? bottom + GAP : GAP, height: room };
}

/** The least edges around elements. An element that takes no room, such as one that is only shown elsewhere by reference, has no place. */
function around(all: readonly Edges[]): Edges {
  const drawn = all.filter(({ left, top, right, bottom }) => right > left && bottom > top);
  const edges = drawn.length > 0 ? drawn : all;
  return {
    left: Math.min(...edges.map(({ left }) => left)),
    top: Math.min(...edges.map(({ top }) => top)),
    right: Math.max(...edges.map(({ right }) => right)),
    bottom: Math.max(...edges.map(({ bottom }) => bottom)),
  };
}

/** Moves a start so that a length from it ends inside the window, and begins there in any case. */
function inside(start: number, length: number, window: number): number {
  return Math.max(GAP, Math.min(start, window - length - GAP));
}

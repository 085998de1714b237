// The options of a link's card, which the guard and the overlays share.

/** The buttons and sentences of a card beyond the verdict. */
export interface LinkCardOptions {
  /** Opens the link after all, at a deliberate press of a button. */
  readonly open?: () => void;
  /** The browser will refuse to open the link where no page sees it followed. */
  readonly refused?: boolean;
  /** The link is a number to call or write to, in a mail that poses as Amazon. */
  readonly isNumber?: boolean;
  /** Elements that the card must not cover, beside the one at which it stands. */
  readonly keepClear?: readonly Element[];
}

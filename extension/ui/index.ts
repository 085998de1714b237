// The components that content scripts and pages use. They show the decisions of Rust and contain no rule of judgement.

export { type BannerActions, createBanner } from "./banner.js";
export { type BlockedActions, createBlocked, createNothingBlocked } from "./blocked.js";
export { type Chooser, createChooser } from "./chooser.js";
export { type CardActions, type CardModel, createCard } from "./card.js";
export { type JudgedMail, createChip, createLevelChip, createRowChip } from "./chip.js";
export { type UiContext, shownFrom } from "./context.js";
export { drawLevel } from "./head.js";
export { classBeside, classKey, classWord, levelWord } from "./level-word.js";
export { type DialogActions, createDialog } from "./dialog.js";
export { createMark } from "./mark.js";
export { type NoticeActions, createNotice } from "./notice.js";
export { type PathActions, createPath } from "./path.js";
export { homeChosen, homeSelect, marketplaceName } from "./regions.js";
export { renderMessage, renderVerdict } from "./verdict-report.js";
export { type ShapeName, drawToolbarIcon, shapeFor } from "./shapes.js";
export { markStyles, styles } from "./styles.js";

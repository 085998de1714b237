// The page about genuine video verification: the invitation, the preparation, and the offers that are always fraud. The page is text
// only and stores nothing.

import { startSheet } from "../common/sheet.js";

await startSheet("video", "video_title");

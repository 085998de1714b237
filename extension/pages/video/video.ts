// What a genuine video verification looks like: who invites, what to have ready, and what no one can sell. The page is text only
// and stores nothing.

import { startSheet } from "../common/sheet.js";

await startSheet("video", "video_title");

// What a real video verification looks like: who invites, what to have ready, what nobody can sell. Text only; nothing is kept.

import { startSheet } from "../common/sheet.js";

await startSheet("video", "video_title");

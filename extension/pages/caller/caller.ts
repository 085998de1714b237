// Is this caller Amazon? Four ticks during the call, and the way to check that loses no real one. Text only; nothing is kept.

import { startSheet } from "../common/sheet.js";

await startSheet("caller", "caller_title");

// "Is this caller Amazon?": four checks during a call, and the way to verify a call without losing a genuine one. The page is text
// only and stores nothing.

import { startSheet } from "../common/sheet.js";

await startSheet("caller", "caller_title");

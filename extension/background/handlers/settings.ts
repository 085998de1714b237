// Handlers for the settings, the settings file and the organisation's policy.

import { announceSettings, announceTrustChange, surroundingsAt } from "../announcements.js";
import type { Handlers } from "../router.js";
import { type PlainChoices, changeSettings, dropImported, organisation } from "../settings.js";
import { exportSettings, importFile, reviewImport } from "../settings-import.js";
import { setTeamPolicy } from "../storage.js";

export const settingsHandlers: Handlers<
  | "surroundings"
  | "set-home"
  | "set-language"
  | "set-notifications"
  | "set-journal"
  | "organisation"
  | "export-settings"
  | "review-import"
  | "import"
  | "remove-team"
  | "drop-imported"
> = {
  surroundings: (_, sender) => surroundingsAt(sender.tab?.url),
  "set-home": ({ home }) => changeAndAnnounce({ home }),
  "set-language": ({ language }) => changeAndAnnounce({ language }),
  "set-notifications": ({ notifications }) => changeAndAnnounce({ notifications }),
  "set-journal": ({ on, subjects }) =>
    changeAndAnnounce({
      ...(on === undefined ? {} : { journal: on }),
      ...(subjects === undefined ? {} : { journalSubjects: subjects }),
    }),
  organisation: () => organisation(),
  "export-settings": () => exportSettings(),
  "review-import": ({ text }) => reviewImport(text),
  import: async ({ text }) => {
    await importFile(text);
    await announceTrustChange();
    return true;
  },
  "remove-team": async () => {
    await setTeamPolicy(undefined);
    await announceTrustChange();
    return true;
  },
  "drop-imported": async ({ pattern }) => {
    await dropImported(pattern);
    return true;
  },
};

async function changeAndAnnounce(changes: PlainChoices): Promise<true> {
  await changeSettings(changes);
  await announceSettings();
  return true;
}

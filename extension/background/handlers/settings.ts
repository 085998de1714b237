// Handlers for the settings, the settings file and the organisation's policy.

import { announceSettings, announceTrustChange, surroundingsAt } from "../announcements.js";
import type { Handlers } from "../router.js";
import { type PlainChoices, changeSettings, dropImported, organisation } from "../settings.js";
import { exportSettings, importFile, reviewImport } from "../settings-import.js";
import { mayAskHome } from "../home-question.js";
import { setTeamPolicy, teamPolicy } from "../storage.js";
import { keepUndoable, takeBack } from "../undo.js";

export const settingsHandlers: Handlers<
  | "surroundings"
  | "set-home"
  | "may-ask-home"
  | "set-language"
  | "set-notifications"
  | "set-journal"
  | "organisation"
  | "export-settings"
  | "review-import"
  | "import"
  | "remove-team"
  | "drop-imported"
  | "undo"
> = {
  surroundings: (_, sender) => surroundingsAt(sender.tab ?? {}),
  "set-home": ({ home }) => changeAndAnnounce({ home }),
  "may-ask-home": () => mayAskHome(),
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
    const imported = await importFile(text);
    await announceTrustChange();
    return keepUndoable(imported);
  },
  "remove-team": async () => {
    const policy = await teamPolicy();
    await setTeamPolicy(undefined);
    await announceTrustChange();
    return keepUndoable(policy === undefined ? null : { what: "team", policy });
  },
  "drop-imported": async ({ pattern }) => {
    await dropImported(pattern);
    return keepUndoable({ what: "imported", pattern });
  },
  undo: async ({ id }) => {
    await takeBack(id);
    await announceTrustChange();
    return true;
  },
};

async function changeAndAnnounce(changes: PlainChoices): Promise<true> {
  await changeSettings(changes);
  await announceSettings();
  return true;
}

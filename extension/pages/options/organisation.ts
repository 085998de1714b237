// Shows the settings of the user's organisation, and the sites that it wants watched. Only the user can allow these sites.

import type { Organisation } from "../../model/organisation.js";
import { byId } from "../common/page.js";
import { ask } from "../../protocol/client.js";
import { button } from "../../ui/buttons.js";
import { type Child, el } from "../../ui/dom.js";
import type { UiContext } from "../../ui/index.js";
import { printable } from "../../ui/characters.js";
import type { Changes } from "./changes.js";
import { problemList } from "./problems.js";
import { changeList, nameRow, siteOf } from "./rows.js";
import { allowButton } from "./sites.js";

/** Draws the policy in force, if there is one. */
export function drawOrganisation(ctx: UiContext, found: Organisation, changes: Changes): void {
  const { source, name, sets, problems, asked } = found;
  byId("organisation", HTMLElement).hidden = source === null;
  if (source === null) return;
  const { texts } = ctx;
  const from = texts.text(source === "managed" ? "options_managed" : "options_team");
  byId("set", HTMLElement).replaceChildren(
    ...those(
      name === null ? null : el("p", {}, el("b", {}, name)),
      el("p", { class: "note" }, from),
      ...(asked.length > 0 ? drawAsked(ctx, asked, changes) : []),
      sets.length > 0 ? changeList(ctx, from, sets) : null,
      ...(problems.length > 0
        ? [el("p", { class: "note" }, texts.text("options_problems")), problemList(ctx, problems)]
        : []),
      ...drawTeam(ctx, found, changes),
    ),
  );
}

function drawAsked(ctx: UiContext, asked: readonly string[], changes: Changes): HTMLElement[] {
  return [
    el("h3", {}, ctx.texts.text("options_asked")),
    el(
      "ul",
      {},
      ...asked.map((pattern) => el("li", {}, el("bdi", { class: "named mono", dir: "ltr" }, siteOf(pattern)))),
    ),
    allowButton(ctx, asked, changes),
    el("p", { class: "note" }, ctx.texts.text("options_allow_note")),
  ];
}

/** The user who imported a team file can remove it. */
function drawTeam({ texts }: UiContext, { source, teamRests }: Organisation, { reversible }: Changes): Child[] {
  if (source !== "team" && !teamRests) return [];
  const remove = button("plain", texts.text("options_team_remove"), () => {
    reversible(ask({ kind: "remove-team" }), texts.text("undo_removed_team"));
  });
  return [teamRests ? el("p", { class: "note" }, texts.text("options_team_rests")) : null, remove];
}

/** The sites of an imported file that the user has neither allowed nor declined. */
export function drawImported(ctx: UiContext, imported: readonly string[], changes: Changes): void {
  const box = byId("imported", HTMLElement);
  box.hidden = imported.length === 0;
  const rows = imported.map((pattern) =>
    nameRow(ctx, siteOf(pattern), null, () => {
      const text = ctx.texts.text("undo_removed", { text: printable(siteOf(pattern)) });
      changes.reversible(ask({ kind: "drop-imported", pattern }), text);
    }),
  );
  box.replaceChildren(
    el("h3", {}, ctx.texts.text("options_imported")),
    el("ul", {}, ...rows),
    allowButton(ctx, imported, changes),
    el("p", { class: "note" }, ctx.texts.text("options_allow_note")),
  );
}

function those(...children: readonly Child[]): (Node | string)[] {
  return children.filter((child) => child !== null);
}

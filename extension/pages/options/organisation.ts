// Shows the settings of the user's organisation, and the sites that it wants watched. Only the user can allow these sites.

import type { Organisation } from "../../model/organisation.js";
import { byId } from "../common/page.js";
import { ask } from "../../protocol/client.js";
import { button } from "../../ui/buttons.js";
import { type Child, el } from "../../ui/dom.js";
import type { UiContext } from "../../ui/index.js";
import { problemList } from "./problems.js";
import { changeList, nameRow, siteOf } from "./rows.js";
import { allowButton } from "./sites.js";

type Change = (changed: Promise<unknown>) => void;

/** Draws the policy in force, if there is one. */
export function drawOrganisation(ctx: UiContext, found: Organisation, change: Change): void {
  const { source, name, sets, problems, asked } = found;
  byId("organisation", HTMLElement).hidden = source === null;
  if (source === null) return;
  const { texts } = ctx;
  const from = texts.text(source === "managed" ? "options_managed" : "options_team");
  byId("set", HTMLElement).replaceChildren(
    ...those(
      name === null ? null : el("p", {}, el("b", {}, name)),
      el("p", { class: "note" }, from),
      ...(asked.length > 0 ? drawAsked(ctx, asked, change) : []),
      sets.length > 0 ? changeList(ctx, from, sets) : null,
      ...(problems.length > 0
        ? [el("p", { class: "note" }, texts.text("options_problems")), problemList(ctx, problems)]
        : []),
      ...drawTeam(ctx, found, change),
    ),
  );
}

function drawAsked(ctx: UiContext, asked: readonly string[], change: Change): HTMLElement[] {
  return [
    el("h3", {}, ctx.texts.text("options_asked")),
    el(
      "ul",
      {},
      ...asked.map((pattern) => el("li", {}, el("bdi", { class: "named mono", dir: "ltr" }, siteOf(pattern)))),
    ),
    allowButton(ctx, asked, change),
    el("p", { class: "note" }, ctx.texts.text("options_allow_note")),
  ];
}

/** The user who imported a team file can remove it. */
function drawTeam({ texts }: UiContext, { source, teamRests }: Organisation, change: Change): Child[] {
  if (source !== "team" && !teamRests) return [];
  const remove = button("plain", texts.text("options_team_remove"), () => {
    change(ask({ kind: "remove-team" }));
  });
  return [teamRests ? el("p", { class: "note" }, texts.text("options_team_rests")) : null, remove];
}

/** The sites of an imported file that the user has neither allowed nor declined. */
export function drawImported(ctx: UiContext, imported: readonly string[], change: Change): void {
  const box = byId("imported", HTMLElement);
  box.hidden = imported.length === 0;
  const rows = imported.map((pattern) =>
    nameRow(ctx, siteOf(pattern), null, () => {
      change(ask({ kind: "drop-imported", pattern }));
    }),
  );
  box.replaceChildren(
    el("h3", {}, ctx.texts.text("options_imported")),
    el("ul", {}, ...rows),
    allowButton(ctx, imported, change),
    el("p", { class: "note" }, ctx.texts.text("options_allow_note")),
  );
}

function those(...children: readonly Child[]): (Node | string)[] {
  return children.filter((child) => child !== null);
}

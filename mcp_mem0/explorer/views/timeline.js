// The timeline: every change, newest first, what it opened and closed, and its undo.

import { ask } from "../core/api.js";
import { h, replace } from "../core/dom.js";
import { formatClock, formatDayHeading, formatMoment } from "../core/format.js";
import { whenChanged } from "../core/live.js";
import { emptyState, loadInto, viewHead, wrongBox } from "../core/loading.js";
import { notify, say } from "../core/notices.js";
import { addressOf } from "../core/route.js";
import { hasManySpaces } from "../core/session.js";
import { openDialog } from "../core/dialogs.js";
import { operationList, sumUp, undo } from "../parts/receipts.js";

const PAGE_SIZE = 40;
const ACTS = { remember: "Remembered", relate: "Related", forget: "Forgot", undo: "Took back", erase: "Erased", settle: "Settled" };

export const timeline = {
  filters: ["space"],

  open(place, route, isShown) {
    if (route.id) return openOne(place, route, isShown);
    const state = { days: h("div", { class: "stack" }), shown: new Set(), last: null };
    const fresh = h("button", { class: "fresh", hidden: true });
    const end = h("div", { class: "more" });
    place.append(viewHead("Timeline", "Every change, newest first. Changes of other programs appear by themselves."), fresh, state.days, end);
    loadMore(state, route, end, isShown);
    return whenChanged((change) => takeFresh(change, state, route, isShown));
  },
};

async function loadMore(state, route, end, isShown) {
  replace(end, h("p", { class: "loading" }, "Loading…"));
  try {
    const answer = await ask("changes", { space: route.params.space, before: state.last, limit: PAGE_SIZE });
    if (!isShown()) return;
    for (const change of answer.changes) {
      state.last = change.at;
      if (!state.shown.has(change.change)) place(state, change, "append");
    }
    replace(end, answer.more && h("button", { onclick: () => loadMore(state, route, end, isShown) }, "Older changes"),
      state.shown.size === 0 && nothingYet());
  } catch (error) {
    if (isShown()) replace(end, wrongBox(error, () => loadMore(state, route, end, isShown)));
  }
}

async function takeFresh({ space, changes }, state, route, isShown) {
  if (route.params.space && route.params.space !== space) return;
  for (const id of changes) {
    const change = await ask("change", { id, space }).catch(() => null);
    if (!change || !isShown()) continue;
    if (state.shown.has(id)) continue;
    place(state, change, "prepend").classList.add("arrived");
    markUndone(state, change);
    say(`New change: ${titleOf(change)}, ${sumUp(change.operations)}`);
  }
}

/** Put a change under its day. */
function place(state, change, where) {
  state.shown.add(change.change);
  const heading = formatDayHeading(change.at);
  let day = [...state.days.children].find((each) => each.dataset.day === heading);
  if (!day) {
    day = h("section", { "data-day": heading, "aria-label": heading }, h("h2", { class: "section-title" }, heading), h("ol", { class: "changes" }));
    state.days[where](day);
  }
  const item = changeItem(change, () => refresh(state, change));
  day.lastElementChild[where](item);
  return item;
}

/** Show a change as it is now. */
async function refresh(state, { change: id, space }) {
  const now = await ask("change", { id, space }).catch((error) => notify(error.message, { isWrong: true }));
  const old = now && document.getElementById(id);
  if (old) old.replaceWith(changeItem(now, () => refresh(state, now)));
}

function markUndone(state, change) {
  if (change.undoes && state.shown.has(change.undoes)) refresh(state, { change: change.undoes, space: change.space });
}

function titleOf(change) {
  return `${ACTS[change.act] ?? change.act} by ${change.author || "someone"}`;
}

function changeItem(change, onundone) {
  return h(
    "li",
    { class: `change ${change.act}${change.undone_by ? " undone" : ""}`, id: change.change },
    h("div", { class: "change-head" },
      h("a", { class: "plain strong", "data-stop": true, href: addressOf("timeline", change.change, { space: change.space }) }, titleOf(change)),
      h("span", { class: "soft" }, sumUp(change.operations)),
      hasManySpaces() && h("span", { class: "chip" }, change.space),
      change.undone_by && h("span", { class: "chip" }, "taken back"),
      change.undoes && h("span", { class: "chip" }, "undo"),
      h("time", { class: "soft at", datetime: change.at }, formatClock(change.at))),
    operationList(change.operations, change.space),
    (change.withheld ?? []).map((withheld) => h("p", { class: "note-box" }, "Waits for you, and closed nothing yet: ", withheld.closes.map((fact) => fact.text).join(" · "))),
    change.erased && h("p", { class: "soft small" }, "Erased: ", Object.entries(change.erased).map(([kind, number]) => `${number} ${kind}`).join(", ")),
    h("div", { class: "change-foot" },
      h("span", {}, "decided by ", change.decided_by, change.session && ` · ${change.session}`),
      change.can_undo && h("button", { class: "quiet", "aria-label": `Undo: ${titleOf(change)}, ${sumUp(change.operations)}`, onclick: () => askToUndo(change, onundone) }, "Undo")),
  );
}

async function askToUndo(change, ondone) {
  openDialog("Take this change back?", (close) => [
    h("p", { class: "small" }, "What it added is closed, and what it closed is open again. The undo is a change itself, so you can take that back, too."),
    operationList(change.operations, change.space),
    h("div", { class: "dialog-acts" }, h("button", { onclick: close }, "Leave it"),
      h("button", { class: "primary", onclick: () => { close(); undo(change.space, change.change, ondone); } }, "Take it back")),
  ]);
}

function openOne(place, route, isShown) {
  const body = h("div");
  place.append(viewHead("One change", null, h("a", { class: "button", href: addressOf("timeline") }, "All changes")), body);
  const load = () => loadInto(body, () => ask("change", { id: route.id, space: route.params.space }), (change) => showOne(change, load), isShown);
  load();
}

function showOne(change, load) {
  return h("div", { class: "stack" },
    h("ol", { class: "changes" }, changeItem(change, load)),
    h("div", { class: "card padded" }, h("dl", { class: "steps" },
      [["Change", change.change], ["When", formatMoment(change.at)], ["Author", change.author], ["Session", change.session], ["Decided by", change.decided_by], ["Model", change.model], ["Space", change.space]]
        .filter(([, value]) => value).map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]),
      change.undoes && [h("dt", {}, "Takes back"), h("dd", {}, h("a", { href: addressOf("timeline", change.undoes, { space: change.space }) }, change.undoes))],
      change.undone_by && [h("dt", {}, "Taken back by"), h("dd", {}, h("a", { href: addressOf("timeline", change.undone_by, { space: change.space }) }, change.undone_by))],
      change.dropped?.length > 0 && [h("dt", {}, "Not taken"), h("dd", {}, change.dropped.join("; "))])));
}

function nothingYet() {
  return emptyState("timeline", "No change yet", "Each time an assistant remembers, corrects or forgets something, it appears here with what it opened and closed, and can be taken back.");
}

// Review: facts that contradict each other, settled by one click; and what changed lately.

import { ask } from "../core/api.js";
import { actButton } from "../core/dialogs.js";
import { h } from "../core/dom.js";
import { count, formatDay, formatMoment } from "../core/format.js";
import { whenChanged } from "../core/live.js";
import { emptyState, loadInto, viewHead } from "../core/loading.js";
import { notifyWrong } from "../core/notices.js";
import { addressOf, goWith } from "../core/route.js";
import { hasManySpaces, mayIn } from "../core/session.js";
import { showBadge } from "../parts/badges.js";
import { tellReceipt } from "../parts/receipts.js";

const PERIODS = [["1d", "today"], ["7d", "7 days"], ["30d", "30 days"], ["365d", "a year"]];
const KINDS = { new: "New", replaced: "Replaced", corrected: "Corrected", extended: "Extended", closed: "Closed", withdrawn: "Withdrawn" };

export const review = {
  filters: ["space"],

  open(place, route, isShown) {
    const body = h("div");
    place.append(viewHead("Review", "What may contradict what, and what changed."), body);
    const since = route.params.since ?? "7d";
    const load = () => loadInto(body, () => ask("review", { space: route.params.space, since }), (answer) => show(answer, since, load), isShown);
    load();
    return whenChanged(() => { if (!body.contains(document.activeElement)) load(); });
  },
};

function show(answer, since, load) {
  const conflicts = answer.conflicts ?? [];
  showBadge("review", conflicts.length);
  return h("div", { class: "stack" },
    h("section", { "aria-labelledby": "conflicts-title" },
      h("h2", { id: "conflicts-title", class: "section-title" }, conflicts.length > 0 ? `${count(conflicts.length, "open conflict")}` : "No open conflict"),
      conflicts.length > 0 ? h("ul", { class: "stack" }, conflicts.map((conflict) => conflictItem(conflict, load)))
        : h("p", { class: "soft small" }, "When a new fact may contradict an older one, both stand here, and one click says which holds.")),
    answer.withheld?.length > 0 && h("section", {}, h("h2", { class: "section-title" }, "Waits for your word"), h("ul", { class: "stack" }, answer.withheld.map((withheld) => withheldItem(withheld, load)))),
    h("section", { "aria-labelledby": "items-title" },
      h("div", { class: "row spread" }, h("h2", { id: "items-title", class: "section-title" }, "What changed"), periods(since)),
      answer.items.length > 0 ? table(answer.items) : emptyState("review", "Nothing changed in this time", "Choose a longer time above."),
      answer.left_out > 0 && h("p", { class: "soft small" }, `${count(answer.left_out, "older change")} not shown.`)));
}

function periods(since) {
  return h("div", { class: "row", role: "group", "aria-label": "Since when" }, PERIODS.map(([value, label]) =>
    h("button", { class: "quiet", "aria-pressed": String(value === since), onclick: () => goWith({ since: value }) }, label)));
}

function conflictItem({ space, older, newer }, load) {
  const settle = (keep) => actButton({ newer: "The newer holds", older: "The older holds", both: "Both hold" }[keep], async () => {
    const receipt = await ask("settle", { space, older: pick(older), newer: pick(newer), keep });
    tellReceipt(receipt, { title: "Settled", onundone: load });
    load();
  }, { kind: "", onerror: (error) => { notifyWrong(error); load(); }, "aria-label": { newer: `The newer holds: ${newer.text}`, older: `The older holds: ${older.text}`, both: "Both hold" }[keep] });
  return h("li", { class: "card conflict" },
    h("div", { class: "conflict-sides" }, side("Older", older, space), side("Newer", newer, space)),
    h("div", { class: "conflict-acts" },
      hasManySpaces() && h("span", { class: "chip" }, space),
      mayIn(space, "write") && settle("older"), mayIn(space, "write") && settle("both"), mayIn(space, "write") && settle("newer"),
      !mayIn(space, "write") && h("span", { class: "soft small" }, "You may read here, not settle.")));
}

function pick({ id, revision }) {
  return { id, revision: revision ?? 1 };
}

function side(name, fact, space) {
  return h("div", {}, h("h3", {}, name), h("p", {}, h("a", { class: "plain", "data-stop": true, href: addressOf("fact", fact.id, { space }) }, fact.text)),
    h("p", { class: "soft small" }, [fact.since ? `since ${formatDay(fact.since)}` : fact.said && `said ${formatDay(fact.said)}`, fact.author && `by ${fact.author}`].filter(Boolean).join(" · ")));
}

function withheldItem({ space, change, closes, text, reason }, load) {
  const confirm = async () => {
    const receipt = await ask("confirm", { space, change, closes: closes.map((fact) => fact.id) });
    tellReceipt(receipt, { title: "Closed", onundone: load });
    load();
  };
  return h("li", { class: "card padded stack tight small" }, text && h("p", {}, text),
    h("p", {}, h("b", {}, "Would close: "), closes.map((fact, index) => [index > 0 && " · ", h("a", { class: "plain", href: addressOf("fact", fact.id, { space }) }, fact.text)])),
    h("p", { class: "soft" }, reason),
    h("div", { class: "row" }, mayIn(space, "write") && actButton("Close them", confirm, { kind: "", onerror: notifyWrong }),
      h("a", { href: addressOf("timeline", change, { space }) }, "The change")));
}

function table(items) {
  return h("div", { class: "scroll-x card" }, h("table", { class: "wide" }, h("caption", { class: "for-readers" }, "What changed"),
    h("thead", {}, h("tr", {}, ["", "What", "When", "By"].map((name) => h("th", { scope: "col" }, name || h("span", { class: "for-readers" }, "Kind"))))),
    h("tbody", {}, items.map((item) => h("tr", {},
      h("td", {}, h("span", { class: `chip ${item.kind === "new" ? "good" : ""}` }, KINDS[item.kind] ?? item.kind)),
      h("td", {}, told(item)),
      h("td", {}, h("a", { class: "plain soft nowrap", href: addressOf("timeline", item.change, { space: item.space }) }, formatMoment(item.at))),
      h("td", { class: "soft" }, item.author))))));
}

function told({ operation, space }) {
  const closed = (operation.closed ?? []).map((fact) => h("s", { class: "soft" }, fact.text));
  const text = operation.operation === "DELETE" && closed.length > 0 ? null : operation.id ? h("a", { class: "plain", href: addressOf("fact", operation.id, { space }) }, operation.text) : operation.text;
  return [text, text && closed.length > 0 && h("br"), closed];
}

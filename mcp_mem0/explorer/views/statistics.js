// Statistics: how much there is, facts and tokens by day, what models cost, what failed.

import { ask } from "../core/api.js";
import { h } from "../core/dom.js";
import { formatMoment, formatNumber } from "../core/format.js";
import { loadInto, viewHead } from "../core/loading.js";
import { goWith } from "../core/route.js";
import { dayPlot } from "../parts/plots.js";

const PERIODS = [30, 90, 365];

export const statistics = {
  filters: ["space"],

  open(place, route, isShown) {
    const body = h("div");
    const figures = [];
    const days = Number(route.params.days ?? 90);
    place.append(viewHead("Statistics", "How much is kept, how it grows, and what deciding costs.", periods(days)), body);
    loadInto(body, () => ask("statistics", { space: route.params.space, days }), (answer) => show(answer, figures), isShown);
    return () => figures.forEach((figure) => figure.end());
  },
};

function periods(chosen) {
  return PERIODS.map((days) => h("button", { class: "quiet", "aria-pressed": String(days === chosen), onclick: () => goWith({ days }) }, `${days} days`));
}

function show(answer, figures) {
  const days = answer.days.map((each) => each.day);
  const values = (name) => answer.days.map((each) => each[name] ?? 0);
  const hasModel = answer.days.some((each) => each.calls > 0 || each.failed > 0);
  figures.push(
    dayPlot({ title: "Facts per day", days, series: [{ name: "added", values: values("added"), colour: "kind-1" }, { name: "closed", values: values("closed"), colour: "kind-2" }] }),
    hasModel && dayPlot({ title: "Tokens per day", days, series: [{ name: "out", values: values("tokens_out"), colour: "kind-4" }, { name: "in", values: values("tokens_in"), colour: "kind-3" }] }),
    hasModel && dayPlot({ title: "Decisions per day", days, series: [{ name: "failed", values: values("failed"), colour: "kind-6" }, { name: "by a model", values: values("by_model"), colour: "kind-3" }, { name: "by rules", values: values("by_rules"), colour: "kind-1" }] }),
    !hasModel && dayPlot({ title: "Changes per day", days, series: [{ name: "changes", values: values("changes"), colour: "kind-3" }] }),
  );
  figures.splice(0, figures.length, ...figures.filter(Boolean));
  setTimeout(() => figures.forEach((figure) => figure.start().catch(() => {})), 0);
  return h("div", { class: "stack" }, tiles(answer.spaces), h("div", { class: "plots" }, figures),
    !hasModel && h("p", { class: "soft small" }, "Tokens and failures appear here once a model decides."),
    answer.partial && h("p", { class: "note-box" }, "There are so many changes that only the newest are counted by day."),
    failures(answer.failures ?? []), models(answer.by_model ?? []), spaces(answer.spaces));
}

function tiles(list) {
  const sum = (name) => list.reduce((total, each) => total + (each[name] ?? 0), 0);
  const tile = (name, label) => h("div", { class: "tile" }, h("dt", {}, label), h("dd", {}, formatNumber(sum(name))));
  return h("dl", { class: "tiles" }, tile("facts", "open facts"), tile("closed_facts", "closed facts"), tile("relations", "relations"), tile("messages", "messages"), tile("changes", "changes"), tile("pending", "pending"));
}

function section(title, columns, rows) {
  if (rows.length === 0) return null;
  const id = `table-${title.replaceAll(" ", "-").toLowerCase()}`;
  return h("section", { "aria-labelledby": id }, h("h2", { id, class: "section-title" }, title),
    h("div", { class: "scroll-x card" }, h("table", { class: "wide" }, h("caption", { class: "for-readers" }, title),
      h("thead", {}, h("tr", {}, columns.map(([name, isNumber]) => h("th", { scope: "col", class: isNumber ? "number" : null }, name)))),
      h("tbody", {}, rows.map((cells) => h("tr", {}, cells.map((cell, index) => h("td", { class: columns[index][1] ? "number" : null }, columns[index][1] ? formatNumber(cell) : cell))))))));
}

function failures(list) {
  return section("What failed", [["How", false], ["Times", true], ["Last", false]], list.map((each) => [
    [each.signature, each.example && each.example !== each.signature && h("p", { class: "soft" }, each.example)], each.count, formatMoment(each.last)]));
}

function models(list) {
  return section("By model", [["Model", false], ["Calls", true], ["Tokens in", true], ["of these cached", true], ["Tokens out", true], ["Seconds", true]],
    list.map((each) => [each.model, each.calls, each.tokens_in, each.tokens_cached, each.tokens_out, Math.round((each.milliseconds ?? 0) / 1000)]));
}

function spaces(list) {
  return section("By space", [["Space", false], ["Open facts", true], ["Closed", true], ["Relations", true], ["Messages", true], ["Changes", true], ["Pending", true], ["Erased", true], ["Last change", false]],
    list.map((each) => [each.space, each.facts, each.closed_facts, each.relations, each.messages, each.changes, each.pending, each.erased ?? 0, formatMoment(each.changed_at)]));
}

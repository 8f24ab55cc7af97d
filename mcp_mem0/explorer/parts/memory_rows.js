// A memory in a list: its words, its dates, whose it is, and why it was found.

import { h } from "../core/dom.js";
import { formatDay } from "../core/format.js";
import { addressOf } from "../core/route.js";
import { hasManySpaces } from "../core/session.js";

const ENDINGS = { replaced: "replaced", corrected: "corrected", extended: "extended", ended: "ended", withdrawn: "withdrawn", forgotten: "forgotten", undone: "undone", erased: "erased" };

/** Return the row of one memory. */
export function memoryRow(memory, { space: common } = {}) {
  const space = memory.space ?? common;
  const isFact = memory.id.startsWith("f_");
  return h(
    "li",
    { class: `fact-row${memory.retired ? " closed" : ""}${isFact ? "" : " message"}`, "data-id": memory.id },
    isFact ? factLink(memory, space) : messageLine(memory),
    h("div", { class: "side" }, scoreLine(memory), hasManySpaces() && memory.space && h("span", { class: "chip" }, memory.space)),
    h("div", { class: "meta" }, dates(memory), badges(memory), origin(memory)),
    beforeLine(memory),
    memory.why && h("p", { class: "why" }, h("b", {}, "Why "), memory.why),
  );
}

function factLink(memory, space) {
  return h("a", { class: "text", "data-stop": true, href: addressOf("fact", memory.id, { space }) }, memory.text);
}

function messageLine(memory) {
  return h("span", { "data-stop": true, tabindex: "-1" },
    memory.speaker && h("b", { class: "small" }, `${memory.speaker}: `),
    h("span", { class: "text" }, memory.text));
}

function dates(memory) {
  return [
    memory.since && h("span", {}, "since ", time(memory.since)),
    memory.holds_from && h("span", {}, "from ", time(memory.holds_from)),
    memory.said && h("span", {}, "said ", time(memory.said)),
    memory.until && h("span", {}, "until ", time(memory.until)),
  ];
}

function time(moment) {
  return h("time", { datetime: moment }, formatDay(moment));
}

function badges(memory) {
  return [
    memory.retired && h("span", { class: "chip" }, ENDINGS[memory.retired] ?? memory.retired, memory.retired_on && ` ${formatDay(memory.retired_on)}`),
    memory.refused && h("span", { class: "chip warn" }, "not decided: the fact had changed"),
    memory.distant && h("span", { class: "chip" }, "only near the question"),
    memory.outdated_by && h("span", { class: "chip warn" }, "perhaps outdated by: ", memory.outdated_by.text),
  ];
}

function origin(memory) {
  return [
    memory.author && h("span", {}, "by ", memory.author),
    memory.session && h("span", {}, "in ", memory.session),
    (memory.revision ?? 1) > 1 && h("span", {}, `revision ${memory.revision}`),
  ];
}

function beforeLine(memory) {
  const lines = [
    memory.replaces && `was: ${memory.replaces}`,
    memory.until_then && `until then: ${memory.until_then}`,
    memory.replaced_by && `now: ${memory.replaced_by.text}`,
  ].filter(Boolean);
  return lines.length > 0 && h("p", { class: "before" }, lines.join(" · "));
}

function scoreLine(memory) {
  if (memory.score === undefined) return null;
  const spoken = memory.score.toFixed(2);
  return h("span", { class: "score-line", title: "How likely it is to answer, from 0 to 1" },
    h("meter", { class: "score", min: 0, max: 1, value: memory.score, "aria-label": `Score ${spoken}` }),
    spoken);
}

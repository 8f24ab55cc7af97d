// Both clocks of a fact, drawn: when each revision held in the world, and when the store knew it.

import { h, svg } from "../core/dom.js";
import { formatDay, formatMoment } from "../core/format.js";

const WIDTH = 320;
const LEFT = 44;
const RIGHT = 14;
const BAR = 13;
const GAP = 4;
const TOP = 8;
const MARGIN = 0.04;

/** Return the drawing of the revisions of a fact, and the same as a table. */
export function clocks(revisions) {
  const lanes = [
    { name: "World", spans: revisions.map((each) => readSpan(each, each.valid)) },
    { name: "Store", spans: revisions.map((each) => readSpan(each, each.known)) },
  ];
  return h("figure", { class: "clocks" }, draw(lanes), table(revisions));
}

function readSpan(revision, { from, to } = {}) {
  return { revision: revision.revision, from: from ? toTime(from) : null, to: to ? toTime(to) : null, isOpen: revision.open };
}

function toTime(text) {
  return new Date(text.length === 4 ? `${text}-01-01` : text.length === 7 ? `${text}-01` : text).getTime();
}

function draw(lanes) {
  const times = lanes.flatMap(({ spans }) => spans.flatMap(({ from, to }) => [from, to])).filter(Number.isFinite);
  const last = Math.max(Date.now(), ...times);
  const first = Math.min(...times, last - 86_400_000);
  const room = (last - first) * MARGIN;
  const scale = (time) => LEFT + ((time - first + room) / (last - first + 2 * room)) * (WIDTH - LEFT - RIGHT);
  const height = TOP + lanes.reduce((sum, { spans }) => sum + spans.length * (BAR + GAP) + 14, 0) + 18;
  let y = TOP;
  const parts = [];
  for (const { name, spans } of lanes) {
    parts.push(svg("text", { x: 0, y: y + 10.5, class: "clock-lane" }, name));
    for (const span of spans) {
      parts.push(bar(span, y, scale));
      y += BAR + GAP;
    }
    y += 14;
  }
  const now = scale(Date.now());
  return svg(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${height}`, class: "clock-drawing", "aria-hidden": "true" },
    svg("line", { x1: now, x2: now, y1: 0, y2: height - 18, class: "clock-now" }),
    parts,
    ticks(first, last, scale).map(({ at, label, anchor }) => svg("text", { x: at, y: height - 3, class: "clock-tick", "text-anchor": anchor }, label)),
  );
}

function bar({ revision, from, to, isOpen }, y, scale) {
  const start = from === null ? LEFT : scale(from);
  const end = to === null ? WIDTH - RIGHT : scale(to);
  const kind = `${isOpen ? "open" : "closed"}${from === null ? " unknown" : ""}`;
  return svg("g", {},
    svg("rect", { x: start, y, width: Math.max(4, end - start), height: BAR, rx: 4, class: `clock-bar ${kind}` }),
    svg("text", { x: Math.min(start + 6, WIDTH - RIGHT - 12), y: y + 10, class: `clock-label ${kind}` }, String(revision)));
}

function ticks(first, last, scale) {
  const middle = (first + last) / 2;
  return [
    { at: scale(first), label: formatDay(new Date(first).toISOString()), anchor: "start" },
    { at: scale(middle), label: formatDay(new Date(middle).toISOString()), anchor: "middle" },
    { at: scale(last), label: "now", anchor: "end" },
  ];
}

function table(revisions) {
  return h("details", {},
    h("summary", { class: "small soft" }, "As a table"),
    h("div", { class: "scroll-x" }, h("table", {},
      h("thead", {}, h("tr", {}, ["Revision", "Held from", "Held until", "Known from", "Known until"].map((name) => h("th", { scope: "col" }, name)))),
      h("tbody", {}, revisions.map((each) => h("tr", {},
        h("th", { scope: "row" }, String(each.revision)),
        h("td", {}, formatDay(each.valid?.from) || "nobody said"), h("td", {}, formatDay(each.valid?.to) || "open"),
        h("td", {}, formatMoment(each.known?.from)), h("td", {}, formatMoment(each.known?.to) || "open")))))));
}

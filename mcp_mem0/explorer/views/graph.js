// The graph of names: around one, all of a space, between two; now, or as of another day.

import { ask } from "../core/api.js";
import { h, icon, replace } from "../core/dom.js";
import { count, dayOf, formatDay, formatNumber, spell } from "../core/format.js";
import { emptyState, loadInto, viewHead } from "../core/loading.js";
import { say } from "../core/notices.js";
import { addressOf, goWith } from "../core/route.js";
import { pickSpace } from "../core/session.js";
import { whenThemed } from "../core/theme.js";
import { drawGraph, kindOf } from "../parts/drawn_graph.js";
import { nameField } from "../parts/name_field.js";

const DAY_MS = 86_400_000;
const LIMIT = 150;
const HOPS = 2;
const PAN = 60;

export const graph = {
  filters: ["space"],
  needsOneSpace: true,

  open(place, route, isShown) {
    const space = pickSpace(route.params.space);
    const body = h("div");
    const ending = { drawing: null };
    place.append(viewHead("Graph", "Who and what your memories name, and how they are related."), controls(route, space), body);
    const unthemed = whenThemed(() => ending.drawing?.recolour());
    loadInto(body, () => load(route, space), (answer) => show(answer, route, space, ending), isShown);
    return () => {
      unthemed();
      ending.drawing?.end();
    };
  },
};

function readTime({ params }) {
  const end = params.asof && `${params.asof}T23:59:59`;
  return params.clock === "store" ? { known_at: end } : { valid_at: params.asof };
}

function load(route, space) {
  const { around, from, to } = route.params;
  if (from && to) return loadPaths(route, space, from, to);
  return ask("graph", { space, names: around ? [around] : null, hops: around ? HOPS : null, limit: LIMIT, ...readTime(route) });
}

/** Return paths as a graph: the nodes are the names on them. */
async function loadPaths(route, space, from, to) {
  const [answer, whole] = await Promise.all([
    ask("paths", { space, source: from, target: to, ...readTime(route) }),
    ask("graph", { space, names: [], limit: 2 }).catch(() => ({})),
  ]);
  const ids = new Map();
  const idOf = (name) => ids.get(name) ?? ids.set(name, ids.size).get(name);
  const types = new Map((answer.entities ?? []).map((entity) => [entity.name, entity.type]));
  const seen = new Map();
  for (const step of (answer.paths ?? []).flatMap((path) => path.steps)) {
    const relation = step.fact.relations?.find(({ subject, object }) => [subject, object].includes(step.source) && [subject, object].includes(step.target));
    const [source, target] = relation ? [relation.subject, relation.object] : [step.source, step.target];
    seen.set(`${source}\n${target}\n${step.fact.id}`, { source: idOf(source), target: idOf(target), kind: relation ? "relation" : "together", label: relation?.predicate, fact: step.fact.id, text: step.fact.text, since: step.fact.since, count: 1 });
  }
  const nodes = [...ids].map(([name, id]) => ({ id, name, type: types.get(name), facts: 4, centre: name === from || name === to }));
  return { ...answer, nodes, edges: [...seen.values()], span: whole.span, isPaths: true };
}

function controls(route, space) {
  const { around = "", from = "", to = "" } = route.params;
  const apart = { from: null, to: null };
  const path = h("form", { class: "row", "aria-label": "Paths between two names", onsubmit: (event) => {
    event.preventDefault();
    const [start, end] = [...event.target.querySelectorAll("input")].map((input) => input.value.trim());
    if (start && end) goWith({ from: start, to: end, around: null });
  } }, nameField("From", from, space), nameField("to", to, space), h("button", { type: "submit" }, "Find paths"));
  const one = h("form", { class: "row", "aria-label": "Around one name", onsubmit: (event) => {
    event.preventDefault();
    goWith({ around: event.target.querySelector("input").value.trim() || null, ...apart });
  } }, nameField("Around", around, space), h("button", { type: "submit" }, "Show"));
  return h("div", { class: "graph-controls" }, one, path,
    (around || from) && h("button", { class: "quiet", onclick: () => goWith({ around: null, ...apart }) }, "Show all"));
}

function show(answer, route, space, ending) {
  const unknown = (answer.unknown ?? []).map((each) => h("p", { class: "note-box" }, `Nothing is known of “${each.name}”.`,
    each.similar?.length > 0 && [" Did you mean ", each.similar.map((name, index) => [index > 0 && ", ", h("a", { href: addressOf("graph", null, { around: name, space }) }, name)]), "?"]));
  const aside = h("aside", { class: "graph-aside", "aria-label": "What is chosen", "aria-live": "polite" });
  if (answer.nodes.length === 0) return [unknown, slider(answer, route), unknown.length === 0 && nothingYet(answer, route)];
  const canvas = h("div", { class: "graph-canvas", id: "graph", tabindex: "0", role: "application", "aria-label": "The graph. Arrow keys move it, plus and minus zoom. The list below has the same names and relations." });
  tellAbout(aside, answer, null, space);
  setTimeout(() => start(canvas, answer, aside, space, ending), 0);
  return [unknown, slider(answer, route),
    h("div", { class: "graph-place" }, h("div", { class: "graph-box card" }, canvas, kinds(answer.nodes), zoomButtons(ending)), aside),
    h("p", { class: "soft small" }, tellSize(answer)), asTable(answer, space)];
}

function tellSize(answer) {
  if (answer.isPaths) return count(answer.paths.length, "path");
  const rest = answer.left_out > 0 ? `: those that most facts name. ${formatNumber(answer.left_out)} are not shown; look around one name to see its own.` : ".";
  return `${formatNumber(answer.nodes.length)} of ${count(answer.entities ?? answer.nodes.length, "name")} and ${count(answer.edges.length, "connection")} shown${rest}${answer.edges_left_out > 0 ? ` ${count(answer.edges_left_out, "weaker connection")} left out.` : ""}${answer.partial ? " Only the newest facts were looked at." : ""}`;
}

async function start(canvas, answer, aside, space, ending) {
  if (!canvas.isConnected) return;
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  try {
    ending.drawing = await drawGraph(canvas, answer, {
      isCalm,
      onNode: (node) => { ending.drawing.choose(node.name); tellAbout(aside, answer, { node }, space); },
      onEdge: (edge) => tellAbout(aside, answer, { edge }, space),
    });
  } catch (error) {
    replace(canvas, h("p", { class: "wrong-box" }, error.message));
    return;
  }
  canvas.dataset.drawn = "true";
  say(tellSize(answer));
  const moves = { ArrowLeft: [PAN, 0], ArrowRight: [-PAN, 0], ArrowUp: [0, PAN], ArrowDown: [0, -PAN] };
  canvas.addEventListener("keydown", (event) => {
    if (moves[event.key]) ending.drawing.pan(...moves[event.key]);
    else if (event.key === "+" || event.key === "=") ending.drawing.zoom(1);
    else if (event.key === "-") ending.drawing.zoom(-1);
    else if (event.key === "0") ending.drawing.fit();
    else return;
    event.preventDefault();
  });
}

function zoomButtons(ending) {
  const button = (name, label, act) => h("button", { "aria-label": label, title: label, onclick: () => ending.drawing && act(ending.drawing) }, icon(name));
  return h("div", { class: "graph-zoom" }, button("plus", "Closer", (drawing) => drawing.zoom(1)), button("minus", "Further", (drawing) => drawing.zoom(-1)), button("fit", "All of it", (drawing) => drawing.fit()));
}

/** Return what the colours mean, if somebody said what the names stand for. */
function kinds(nodes) {
  const types = new Map(nodes.filter(({ type }) => type).map(({ type }) => [kindOf(type), type]));
  if (types.size === 0) return null;
  return h("ul", { class: "legend graph-legend" }, [...types].map(([kind, type]) => {
    const key = h("span", { class: "key", "aria-hidden": "true" });
    key.style.background = `var(--kind-${kind})`;
    return h("li", {}, key, kind === 1 ? "other" : type);
  }));
}

/** Return the control of the day "as of" which the graph is shown. */
function slider(answer, route) {
  const { asof, clock = "world" } = route.params;
  const first = answer.span?.from ? new Date(answer.span.from).getTime() : Date.now() - 365 * DAY_MS;
  const days = Math.max(1, Math.ceil((Date.now() - first) / DAY_MS));
  const at = asof ? Math.round((new Date(`${asof}T12:00`).getTime() - first) / DAY_MS) : days;
  const show = (value) => (Number(value) >= days ? null : dayOf(new Date(first + Number(value) * DAY_MS)));
  const told = h("output", { class: "small", for: "asof" }, asof ? formatDay(asof) : "today");
  const range = h("input", { id: "asof", type: "range", min: 0, max: days, value: Math.max(0, Math.min(days, at)), "aria-valuetext": asof ? formatDay(asof) : "today",
    oninput: (event) => { told.textContent = show(event.target.value) ? formatDay(show(event.target.value)) : "today"; event.target.setAttribute("aria-valuetext", told.textContent); },
    onchange: (event) => goWith({ asof: show(event.target.value) }) });
  const clocks = h("select", { id: "clock", "aria-label": "By which clock", onchange: (event) => goWith({ clock: event.target.value === "store" ? "store" : null }) },
    h("option", { value: "world", selected: clock === "world" }, "what was so then"), h("option", { value: "store", selected: clock === "store" }, "what was known then"));
  const date = h("input", { type: "date", "aria-label": "As of this day", value: asof ?? "", onchange: (event) => goWith({ asof: event.target.value || null }) });
  return h("div", { class: "asof" }, h("label", { for: "asof" }, "As of"), range, told, date, clocks, asof && h("button", { class: "quiet", onclick: () => goWith({ asof: null }) }, "Today"));
}

function tellAbout(aside, answer, chosen, space) {
  if (!chosen) return replace(aside, h("p", { class: "soft small" }, "Choose a name or a line to read what it stands for. Solid lines are relations; dashed ones join names that a fact tells together."));
  if (chosen.edge) return replace(aside, h("h2", {}, spell(chosen.edge.label) || "Told together"), edgeItem(chosen.edge, space));
  const { node } = chosen;
  const edges = answer.edges.filter((edge) => edge.source === node.id || edge.target === node.id);
  return replace(aside,
    h("h2", {}, node.name),
    h("p", { class: "soft small" }, [node.type, node.facts !== undefined && !answer.isPaths && count(node.facts, "fact"), node.also?.length && `also ${node.also.join(", ")}`].filter(Boolean).join(" · ")),
    h("p", { class: "row" }, h("a", { class: "button", href: addressOf("graph", null, { around: node.name, space }) }, "Look around"), h("a", { class: "button", href: addressOf("search", null, { q: node.name, space }) }, "Search")),
    h("ul", {}, edges.map((edge) => h("li", {}, edgeItem(edge, space, answer.nodes[edge.source === node.id ? edge.target : edge.source], node)))));
}

function edgeItem(edge, space, other) {
  return h("div", { class: "edge-item" },
    other && h("p", { class: "small" }, h("b", {}, spell(edge.label) || "with"), " ", other.name),
    h("a", { class: "plain small", href: addressOf("fact", edge.fact, { space }) }, edge.text),
    h("p", { class: "soft small" }, [edge.since && `since ${formatDay(edge.since)}`, edge.until && `until ${formatDay(edge.until)}`, edge.count > 1 && `${edge.count} facts`].filter(Boolean).join(" · ")));
}

function asTable(answer, space) {
  const nameOf = new Map(answer.nodes.map((node) => [node.id, node.name]));
  return h("details", { class: "graph-table" }, h("summary", {}, "As a list"),
    h("div", { class: "scroll-x" }, h("table", {}, h("caption", { class: "for-readers" }, "Names and how they are related"),
      h("thead", {}, h("tr", {}, ["Name", "Relation", "Name", "Fact"].map((name) => h("th", { scope: "col" }, name)))),
      h("tbody", {}, answer.edges.map((edge) => h("tr", {},
        h("td", {}, h("a", { href: addressOf("graph", null, { around: nameOf.get(edge.source), space }) }, nameOf.get(edge.source))), h("td", {}, spell(edge.label) || "told together with"),
        h("td", {}, h("a", { href: addressOf("graph", null, { around: nameOf.get(edge.target), space }) }, nameOf.get(edge.target))),
        h("td", {}, h("a", { class: "plain", href: addressOf("fact", edge.fact, { space }) }, edge.text))))))));
}

function nothingYet(answer, route) {
  if (answer.isPaths) return emptyState("graph", "No path between these two", `Nothing that is known connects ${route.params.from} and ${route.params.to}, by up to the steps that are looked at.`);
  if (route.params.asof) return emptyState("graph", "Nothing yet on that day", "Move the day forward to see when the first names appear.");
  return emptyState("graph", "No names yet", "Names and relations appear here when facts tell of people, places and things, or when a relation is stated:", h("pre", {}, "mcp-mem0 relate Mira leads \"Project Lanternfish\""));
}

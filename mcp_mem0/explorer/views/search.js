// Search: what recall answers, with why; without a question what stands out, or all there is.

import { ask } from "../core/api.js";
import { h } from "../core/dom.js";
import { readFilters } from "../core/filters.js";
import { count } from "../core/format.js";
import { emptyState, loadInto, viewHead } from "../core/loading.js";
import { say } from "../core/notices.js";
import { addressOf, goWith } from "../core/route.js";
import { memoryRow } from "../parts/memory_rows.js";
import { pagedList } from "../parts/paged_list.js";

const LIMIT = 30;
const PAGE_SIZE = 100;
const SECTIONS = { user: "About you", doubtful: "In doubt", recent: "Changed lately", around: "People and things around you" };

export const search = {
  filters: ["space", "author", "tag", "session"],

  open(place, route, isShown) {
    const { q = "", in: within = "answers" } = route.params;
    place.append(viewHead(q ? "Search" : "Memory", q ? null : "Ask a question above, or look through all there is."), tabs(q, within), options(route));
    const answers = h("div", { id: "answers" });
    place.append(answers);
    if (within === "answers") loadInto(answers, () => recall(route, q), (answer) => showAnswer(answer, q), isShown);
    else answers.append(browse(route, within, isShown));
  },
};

function tabs(q, within) {
  const names = [["answers", q ? "Answers" : "What stands out"], ["facts", "All facts"], ["messages", "All messages"]];
  return h("nav", { class: "tabs", "aria-label": "What to look through" }, names.map(([name, label]) =>
    h("a", { href: addressOf("search", null, { q: name === "answers" ? q : null, in: name === "answers" ? null : name }), "aria-current": name === within ? "true" : null }, label)));
}

function options({ params }) {
  const date = (name, label, title) => h("span", { class: "row" },
    h("label", { for: `option-${name}`, title }, label),
    h("input", { id: `option-${name}`, type: "date", value: params[name] ?? "", onchange: (event) => goWith({ [name]: event.target.value || null }) }));
  return h("div", { class: "options row" },
    date("valid", "True on", "What was so on this day"),
    date("known", "As known on", "What was believed on this day"),
    h("label", { class: "row" }, h("input", { type: "checkbox", checked: params.closed === "1", onchange: (event) => goWith({ closed: event.target.checked ? "1" : null }) }), "Also what was replaced or forgotten"),
    params.q && h("label", { class: "row" }, h("input", { type: "checkbox", checked: params.order === "time", onchange: (event) => goWith({ order: event.target.checked ? "time" : null }) }), "Oldest first"));
}

function readOptions({ params }) {
  return { valid_at: params.valid, known_at: params.known, include_retired: params.closed === "1" };
}

function recall(route, q) {
  return ask("recall", { query: q || null, ...readFilters(route), ...readOptions(route), order: route.params.order ?? "relevance", limit: LIMIT });
}

function showAnswer(answer, q) {
  const known = answer.known !== false;
  say(q ? (known ? count(answer.memories.length, "answer") : "Nothing is known about that.") : "");
  if (answer.memories.length === 0) return q ? nothingFound(q) : nothingYet();
  return [
    q && h("p", { class: "soft small result-line" }, known ? `${count(answer.memories.length, "answer")}, the likeliest first` : "Nothing is known about that. The nearest there is:",
      answer.left_out > 0 && `, and ${answer.left_out} more matched`, answer.milliseconds !== undefined && ` · ${Math.round(answer.milliseconds)} ms`, " ",
      answer.pending > 0 && h("a", { class: "chip warn", href: addressOf("pending") }, `${answer.pending} not decided yet`)),
    q ? rows(answer.memories, answer.space) : sections(answer),
    (answer.notes ?? []).map((note) => h("p", { class: "note-box" }, note)),
  ];
}

function sections(answer) {
  const names = [...new Set(answer.memories.map((memory) => memory.section ?? "around"))];
  return h("div", { class: "stack" }, names.map((name) => h("section", { "aria-labelledby": `section-${name}` },
    h("h2", { id: `section-${name}`, class: "section-title" }, SECTIONS[name] ?? name),
    // Nothing was asked, so nothing can be a likely answer.
    rows(answer.memories.filter((memory) => (memory.section ?? "around") === name).map((memory) => ({ ...memory, score: undefined })), answer.space))));
}

function rows(memories, space) {
  return h("ol", { class: "facts" }, memories.map((memory) => memoryRow(memory, { space })));
}

function browse(route, what, isShown) {
  return pagedList({
    isShown,
    noun: what === "facts" ? "fact" : "message",
    row: (memory) => memoryRow(memory, { space: route.params.space }),
    empty: nothingYet,
    async load(page) {
      const answer = await ask("list", { what, ...readFilters(route), ...readOptions(route), page, page_size: PAGE_SIZE });
      return { items: answer.memories, total: answer.total, pages: answer.pages };
    },
  });
}

function nothingFound(q) {
  return emptyState("search", "Nothing is known about that", `No memory answers “${q}”. Names and whole questions find most; filters and dates above may hide something.`);
}

function nothingYet() {
  return emptyState("search", "Nothing here yet",
    "Memories come from your assistants: connect one, and tell it something worth keeping. Or state a fact yourself:",
    h("pre", {}, "mcp-mem0 remember \"The garden club meets on the first Sunday.\""),
    h("p", {}, "If filters are set above, they may hide what there is."));
}

// One fact: its revisions, quote and source words, relations, both clocks; and what to do to it.

import { ask } from "../core/api.js";
import { h } from "../core/dom.js";
import { formatDay, formatMoment, spell } from "../core/format.js";
import { whenChanged } from "../core/live.js";
import { loadInto } from "../core/loading.js";
import { notifyWrong } from "../core/notices.js";
import { addressOf, go } from "../core/route.js";
import { mayIn, session } from "../core/session.js";
import { askToCorrect, askToErase, askToForget } from "../parts/acts.js";
import { clocks } from "../parts/clocks.js";

const WORDS_MAX = 900;

export const fact = {
  filters: [],

  open(place, route, isShown) {
    const body = h("div");
    place.append(body);
    const load = () => loadInto(body, () => ask("fact", { id: route.id, space: route.params.space }), (answer) => showFact(answer, load), isShown);
    load();
    return whenChanged((change) => { if (change.facts.includes(lineageOf(route.id))) load(); });
  },
};

function lineageOf(id) {
  return id.split(".")[0];
}

function showFact(answer, load) {
  document.title = "Fact · mcp_mem0";
  const revisions = answer.revisions;
  const newest = revisions[revisions.length - 1];
  return [
    h("div", { class: "head" }, h("p", {}, "Fact"), h("div", { class: "acts" }, acts(answer, newest, load))),
    h("h1", { class: answer.open ? "statement" : "statement closed" }, newest.text),
    h("p", { class: "row statement-line" },
      h("span", { class: answer.open ? "chip good" : "chip" }, answer.open ? "holds" : newest.closed_as ?? "closed"),
      newest.valid?.from && h("span", { class: "soft small" }, "since ", formatDay(newest.valid.from)),
      newest.valid?.to && h("span", { class: "soft small" }, "until ", formatDay(newest.valid.to)),
      (newest.tags ?? []).map((tag) => h("a", { class: "chip", href: addressOf("search", null, { in: "facts", tag }) }, `#${tag}`)),
      h("span", { class: "id" }, answer.id)),
    h("div", { class: "two" },
      h("div", { class: "stack" },
        h("section", { "aria-labelledby": "source-title" }, h("h2", { id: "source-title", class: "section-title" }, "Where it comes from"), source(newest)),
        h("section", { "aria-labelledby": "revisions-title" },
          h("h2", { id: "revisions-title", class: "section-title" }, revisions.length > 1 ? `${revisions.length} revisions` : "One revision"),
          h("ol", { class: "revisions" }, [...revisions].reverse().map((revision) => revisionItem(revision, answer.space))))),
      h("div", { class: "stack" },
        h("section", { "aria-labelledby": "clocks-title" }, h("h2", { id: "clocks-title", class: "section-title" }, "Two clocks"),
          h("p", { class: "soft small" }, "When it held in the world, and when the store knew it. The bars are the revisions."), clocks(revisions)),
        relations(newest, answer.space), about(newest, answer))),
  ];
}

function acts(answer, newest, load) {
  const { space } = answer;
  const target = { space, ids: [answer.id], text: newest.text };
  const start = (act) => act.catch(notifyWrong);
  return [
    answer.open && mayIn(space, "write") && h("button", { class: "primary", onclick: () => askToCorrect({ space, id: answer.id, revision: newest.revision, text: newest.text }, load) }, "Correct…"),
    answer.open && mayIn(space, "forget") && h("button", { onclick: () => start(askToForget(target, load)) }, "Forget…"),
    // The server refuses it there: an assistant must not be able to do what nobody can take back.
    mayIn(space, "erase") && !session.isInHost && h("button", { class: "danger", onclick: () => start(askToErase(target, () => go(addressOf("search", null, { in: "facts" })))) }, "Erase…"),
  ];
}

function source({ quote, words }) {
  if (!words && !quote) return h("p", { class: "soft small" }, "It was stated as it is, without a conversation around it.");
  return h("div", { class: "card padded" },
    words ? h("blockquote", {}, marked(words.text, quote)) : h("blockquote", {}, h("mark", {}, quote)),
    words && h("p", { class: "soft small source-line" }, `${words.speaker ?? "Someone"}, ${formatMoment(words.said_at)}`));
}

/** Return the source words with the quote marked, cut to what is around it. */
function marked(text, quote) {
  const at = quote ? text.indexOf(quote) : -1;
  if (at < 0) return text.length > WORDS_MAX ? `${text.slice(0, WORDS_MAX)}…` : text;
  const start = Math.max(0, at - WORDS_MAX / 2);
  const end = Math.min(text.length, at + quote.length + WORDS_MAX / 2);
  return [start > 0 && "…", text.slice(start, at), h("mark", {}, quote), text.slice(at + quote.length, end), end < text.length && "…"];
}

function revisionItem(revision, space) {
  return h("li", { class: revision.open ? "revision open" : "revision" },
    h("p", { class: "revision-text" }, h("span", { class: "chip" }, revision.revision), " ", revision.open ? revision.text : h("s", {}, revision.text)),
    event("Opened", revision.opened, space), event(`Closed: ${revision.closed_as ?? ""}`, revision.closed, space));
}

function event(name, what, space) {
  if (!what) return null;
  return h("p", { class: "soft small" }, `${name} ${formatMoment(what.at)} by ${what.author || "someone"} (${what.decided_by})`,
    what.why && `: ${what.why}`, " ", h("a", { href: addressOf("timeline", what.change, { space }) }, "change"));
}

function relations({ relations: list = [], entities = [] }, space) {
  if (list.length === 0 && entities.length === 0) return null;
  const link = (name) => h("a", { href: addressOf("graph", null, { around: name, space }) }, name);
  return h("section", { "aria-labelledby": "relations-title" },
    h("h2", { id: "relations-title", class: "section-title" }, "What it connects"),
    list.length > 0 && h("ul", { class: "relations" }, list.map((each) => h("li", {}, link(each.subject), h("span", { class: "predicate" }, spell(each.predicate)), link(each.object)))),
    h("p", { class: "row" }, entities.map((name) => h("a", { class: "chip", href: addressOf("graph", null, { around: name, space }) }, name))));
}

function about(revision, answer) {
  const rows = [["Space", answer.space], ["Author", revision.author], ["Session", revision.session], ["Said", formatMoment(revision.said_at)], ["Words", revision.source]];
  return h("section", { "aria-labelledby": "about-title" }, h("h2", { id: "about-title", class: "section-title" }, "Details"),
    h("dl", { class: "steps" }, rows.filter(([, value]) => value).map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)])));
}

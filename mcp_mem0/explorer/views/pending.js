// Pending: what is stored and not decided yet, what failed and why, and trying again.

import { ask } from "../core/api.js";
import { actButton } from "../core/dialogs.js";
import { h } from "../core/dom.js";
import { count, formatMoment } from "../core/format.js";
import { whenChanged } from "../core/live.js";
import { emptyState, loadInto, viewHead } from "../core/loading.js";
import { notify, notifyWrong } from "../core/notices.js";
import { addressOf } from "../core/route.js";
import { mayIn, session } from "../core/session.js";
import { showBadge } from "../parts/badges.js";

export const pending = {
  filters: ["space"],

  open(place, route, isShown) {
    const body = h("div");
    place.append(viewHead("Pending", "What is stored and waits for a decision."), body);
    const load = () => loadInto(body, () => ask("pending", { space: route.params.space }), (answer) => show(answer, route, load), isShown);
    load();
    return whenChanged(() => { if (!body.contains(document.activeElement)) load(); });
  },
};

function show(answer, route, load) {
  const { pending: waiting } = answer;
  showBadge("pending", waiting.length);
  if (waiting.length === 0) return nothingWaits(answer);
  const isAllowed = session.me.spaces.some(({ space }) => mayIn(space, "write"));
  return h("div", { class: "stack" },
    isAllowed && h("div", { class: "row" },
      session.me.has_model && retryButton("Ask the model again, now", { how: "model", space: route.params.space }, load, "primary"),
      retryButton("Decide all by rules", { how: "rules", space: route.params.space }, load, "")),
    answer.stranded > 0 && stranded(answer.stranded),
    h("ul", { class: "stack" }, waiting.map((episode) => item(episode, load))));
}

function stranded(number) {
  return h("p", { class: "note-box" }, `${count(number, "decision")} cannot be tried again by this server: a setting is missing.`);
}

function retryButton(label, body, load, kind) {
  return actButton(label, async () => {
    const answer = await ask("retry", body);
    notify(answer.decided > 0 ? `${count(answer.decided, "decision")} made.` : "Nothing could be decided: the reasons are below.");
    await load();
  }, { kind, onerror: notifyWrong });
}

function item(episode, load) {
  const isFailed = episode.failed > 0;
  return h("li", { class: "card padded stack tight" },
    h("div", { class: "row" },
      h("span", { class: isFailed ? "chip bad" : "chip warn" }, isFailed ? `failed ${count(episode.failed, "time")}` : episode.waits_for === "turn" ? "waits for an earlier one" : "waits for the model"),
      h("span", { class: "soft small" }, formatMoment(episode.said_at), episode.author && ` · ${episode.author}`, episode.session && ` · ${episode.session}`, ` · ${episode.space}`),
      h("span", { class: "id" }, episode.episode)),
    h("blockquote", {}, episode.words),
    episode.why && h("p", { class: "small" }, h("b", {}, "Why: "), episode.why),
    h("p", { class: "soft small" }, episode.needs_setting ? "It waits until a setting is mended, then it is tried again." : episode.next_try && `It is tried again ${formatMoment(episode.next_try)}.`),
    attempts(episode.attempts),
    mayIn(episode.space, "write") && h("div", {}, retryButton("Decide this one by rules", { how: "rules", space: episode.space, ids: [episode.episode] }, load, "")));
}

function attempts(list = []) {
  if (list.length === 0) return null;
  return h("details", { class: "small" }, h("summary", {}, count(list.length, "attempt")),
    h("ol", { class: "stack tight" }, list.map(({ at, why, lasting }) => h("li", { class: "soft" }, `${formatMoment(at)}: ${why}${lasting ? " (will not pass by itself)" : ""}`))));
}

function nothingWaits(answer) {
  return [answer.stranded > 0 && stranded(answer.stranded),
    emptyState("pending", "Nothing waits", session.me.has_model
      ? "What assistants tell is stored at once and decided by the model; while it is asked, or fails, it stands here with the reason."
      : "This server decides by rules, at once. With a model, what it has not decided yet would stand here with the reason.",
    h("p", {}, h("a", { href: addressOf("timeline") }, "See what was decided")))];
}

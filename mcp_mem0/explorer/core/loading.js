// A place that waits for an answer, then shows it, or says in one sentence why not.

import { h, icon, replace } from "./dom.js";

const QUIET_MS = 180;

/** Show what `load` returns by `render`; nothing is shown once `isShown` is false. */
export async function loadInto(place, load, render, isShown = () => true) {
  const timer = setTimeout(() => replace(place, h("p", { class: "loading" }, "Loading…")), QUIET_MS);
  place.setAttribute("aria-busy", "true");
  try {
    const answer = await load();
    clearTimeout(timer);
    if (isShown()) replace(place, render(answer));
  } catch (error) {
    clearTimeout(timer);
    if (isShown()) replace(place, wrongBox(error, () => loadInto(place, load, render, isShown)));
  } finally {
    place.removeAttribute("aria-busy");
  }
}

/** Return a box with what went wrong, and a button that tries again. */
export function wrongBox(error, again) {
  return h(
    "div",
    { class: "wrong-box row", role: "alert" },
    h("span", {}, error.message),
    again && h("button", { onclick: again }, "Try again"),
  );
}

/** Return what stands where there is nothing yet: what it would be, and how it comes. */
export function emptyState(iconName, title, ...lines) {
  return h("div", { class: "empty" }, icon(iconName), h("h2", {}, title), lines.map((line) => (line instanceof Node ? line : h("p", {}, line))));
}

/** Return the heading of a view; the page's title follows it. */
export function viewHead(title, subtitle, ...acts) {
  document.title = `${title} · mcp_mem0`;
  return h(
    "div",
    { class: "head" },
    h("h1", { tabindex: "-1" }, title),
    subtitle && h("p", {}, subtitle),
    acts.length > 0 && h("div", { class: "acts" }, acts),
  );
}

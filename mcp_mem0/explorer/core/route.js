// The address of what is shown: #/view/id?filter=…; kept in the page's address, or in memory
// where an MCP client shows the page.

import { session } from "./session.js";

export const FILTERS = ["space", "author", "tag", "session"];
const listeners = new Set();
let remembered = "#/search";

/** Return the view, the id and the parameters that the address names. */
export function readRoute() {
  const [, path, query] = /^#?\/?([^?]*)\??(.*)$/s.exec(readHash());
  const [view, ...rest] = path.split("/").map(decodeURIComponent);
  return { view: view || "search", id: rest.join("/") || null, params: Object.fromEntries(new URLSearchParams(query ?? "")) };
}

function readHash() {
  return session.isInHost ? remembered : location.hash;
}

/** Return an address; the filters that hold go with it unless it names others. */
export function addressOf(view, id = null, params = {}) {
  const current = readRoute().params;
  const kept = Object.fromEntries(FILTERS.map((name) => [name, current[name]]));
  const query = new URLSearchParams(
    Object.entries({ ...kept, ...params }).filter(([, value]) => value !== null && value !== undefined && value !== ""),
  ).toString();
  const path = [view, id].filter((part) => part !== null).map(encodeURIComponent).join("/");
  return `#/${path}${query ? `?${query}` : ""}`;
}

/** Go to an address; with `silently` only the address changes, and nothing is shown anew. */
export function go(hash, { silently = false, instead = false } = {}) {
  if (session.isInHost) remembered = hash;
  else if (instead || silently) history.replaceState(null, "", hash);
  else if (location.hash !== hash) history.pushState(null, "", hash);
  if (!silently) notify();
}

/** Change some parameters of what is shown. */
export function goWith(params, options = {}) {
  const { view, id, params: current } = readRoute();
  go(addressOf(view, id, { ...current, ...params }), options);
}

/** Call back for each new address. */
export function whenRouted(callback) {
  listeners.add(callback);
}

function notify() {
  for (const listener of listeners) listener(readRoute());
}

/** Follow links within the page, and the browser's back and forward. */
export function startRouting() {
  addEventListener("popstate", notify);
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#/"]');
    if (!link || event.defaultPrevented || event.button !== 0) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(link.getAttribute("href"));
  });
}

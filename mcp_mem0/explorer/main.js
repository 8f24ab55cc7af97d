// The page: who looks, which view is shown, and what is the same in all of them.

import { ask, keepKey, readKey, signOut, useTransport, whenSignedOut } from "./core/api.js";
import { byId, h, icon, replace } from "./core/dom.js";
import { forgetChoices, showFilters } from "./core/filters.js";
import { connectToHost, isFramedByHost } from "./core/host.js";
import { listen, whenChanged } from "./core/live.js";
import { wrongBox } from "./core/loading.js";
import { notifyWrong } from "./core/notices.js";
import { addressOf, go, readRoute, startRouting, whenRouted } from "./core/route.js";
import { session } from "./core/session.js";
import { showShortcuts, startShortcuts } from "./core/shortcuts.js";
import { nextTheme, readTheme, setTheme, showTheme } from "./core/theme.js";
import { showBadge } from "./parts/badges.js";
import { showDoor } from "./views/door.js";
import { fact } from "./views/fact.js";
import { graph } from "./views/graph.js";
import { pending } from "./views/pending.js";
import { review } from "./views/review.js";
import { search } from "./views/search.js";
import { settings } from "./views/settings.js";
import { statistics } from "./views/statistics.js";
import { timeline } from "./views/timeline.js";

const VIEWS = { search, timeline, fact, graph, review, pending, statistics, settings };
const LIVE_WORDS = { waiting: "connecting", open: "live", lost: "connection lost, trying again", ended: "not live" };
const TYPING_MS = 350;
let leave = null;
let shown = 0;
let arrivedAt = null;

/** Show the view that the address names. */
function show(route) {
  leave?.();
  leave = null;
  shown += 1;
  const turn = shown;
  const isShown = () => turn === shown;
  const view = VIEWS[route.view] ?? search;
  markNav(route.view);
  byId("query").value = route.view === "search" ? route.params.q ?? "" : byId("query").value;
  const place = replace(byId("main"));
  showFilters(view);
  leave = view.open(place, route, isShown) ?? null;
}

function markNav(view) {
  for (const link of byId("nav").children) {
    const name = link.dataset.view;
    link.href = addressOf(name);
    const isHere = name === view || (name === "search" && !byId(`nav-${view}`));
    if (isHere) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
    if (isHere) byId("nav").scrollLeft = link.offsetLeft - byId("nav").clientWidth / 2;
  }
}

/** Show a new address: from its top if it is another view, with the focus where it was. */
function arrive(route) {
  if (!session.me) return;
  const focused = document.activeElement?.id;
  const isElsewhere = `${route.view}/${route.id}` !== arrivedAt;
  arrivedAt = `${route.view}/${route.id}`;
  show(route);
  if (isElsewhere) scrollTo(0, 0);
  const again = focused ? byId(focused) : null;
  if (again) again.focus({ preventScroll: true });
  else if (!document.querySelector("dialog[open]")) byId("main").focus({ preventScroll: true });
}

async function enter() {
  try {
    session.me = await ask("me");
  } catch (error) {
    if (error.status !== 401) replace(byId("main"), wrongBox(error, enter));
    return;
  }
  byId("frame").dataset.state = "in";
  byId("who").textContent = session.me.team ? `signed in as ${session.me.author}` : `version ${session.me.version}`;
  byId("sign-out").hidden = !session.me.team;
  show(readRoute());
  countWaiting();
  if (!session.isInHost) listen(showLive);
}

function leaveSession() {
  session.me = null;
  leave?.();
  leave = null;
  shown += 1;
  byId("frame").dataset.state = "out";
  byId("filters").hidden = true;
  showDoor(byId("main"), enter, { isDenied: wasDenied });
}

async function countWaiting() {
  const [conflicts, waiting] = await Promise.all([
    ask("review", { since: "1d" }).then((answer) => answer.conflicts?.length ?? 0).catch(() => 0),
    ask("pending").then((answer) => answer.pending.length).catch(() => 0),
  ]);
  showBadge("review", conflicts);
  showBadge("pending", waiting);
}

function showLive(state) {
  byId("live").dataset.state = state;
  byId("live").textContent = LIVE_WORDS[state];
}

/** Take the key out of the address that `mcp-mem0 open` led to; nobody needs to see it. */
function takeKey() {
  const found = new URLSearchParams(location.hash.replace(/^#/, ""));
  if (!found.has("key") && !found.has("denied")) return false;
  if (found.has("key")) keepKey(found.get("key"));
  history.replaceState(null, "", location.pathname);
  return found.has("denied");
}

function startSearch() {
  const field = byId("query");
  let timer = null;
  const run = (isTyped) => {
    clearTimeout(timer);
    if (!session.me) return;
    const { view, params } = readRoute();
    const kept = view === "search" ? { ...params, in: null } : {};
    const hash = addressOf("search", null, { ...kept, q: field.value.trim() || null });
    go(hash, { instead: isTyped && view === "search" });
  };
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => run(true), TYPING_MS);
  });
  byId("search").addEventListener("submit", (event) => {
    event.preventDefault();
    run(false);
  });
}

function startTheme() {
  const button = byId("theme");
  const tell = () => button.setAttribute("aria-label", `Colours: ${readTheme()}. Change to ${nextTheme(readTheme())}`);
  button.append(icon("theme"));
  button.addEventListener("click", () => { setTheme(nextTheme(readTheme())); tell(); });
  tell();
}

async function start() {
  startTheme();
  startSearch();
  startRouting();
  startShortcuts();
  whenRouted(arrive);
  byId("keys").addEventListener("click", showShortcuts);
  byId("skip").addEventListener("click", (event) => { event.preventDefault(); byId("main").focus(); });
  whenChanged(forgetChoices);
  whenChanged(countWaiting);
  if (isFramedByHost()) return startInHost();
  whenSignedOut(leaveSession);
  byId("sign-out").addEventListener("click", () => signOut().then(leaveSession).catch(notifyWrong));
  if (readKey()) await enter();
  else leaveSession();
}

/** Ask through the MCP client that shows the page. */
async function startInHost() {
  session.isInHost = true;
  document.documentElement.dataset.host = "app";
  const host = await connectToHost({ onTheme: showTheme, onCall: (call) => go(addressOf(call.view, call.id, call.params)) });
  useTransport(host.ask);
  await enter();
}

showTheme(readTheme());
const wasDenied = window.parent === window && takeKey();
start();

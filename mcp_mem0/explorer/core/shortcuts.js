// The keyboard: / searches, g and a letter goes to a view, j and k walk through a list.

import { byId, h } from "./dom.js";
import { openDialog } from "./dialogs.js";
import { addressOf, go } from "./route.js";

const KEY = "mcp-mem0-shortcuts";
const WAIT_MS = 1200;
const VIEWS = { s: "search", t: "timeline", g: "graph", r: "review", p: "pending", a: "statistics", c: "settings" };
const TOLD = [
  ["/", "Search"], ["g s", "Go to Search"], ["g t", "Go to Timeline"], ["g g", "Go to Graph"],
  ["g r", "Go to Review"], ["g p", "Go to Pending"], ["g a", "Go to Statistics"],
  ["g c", "Go to Settings"], ["j, k", "Next and previous in a list"], ["Enter", "Open what has the focus"],
  ["+, −, 0", "In the graph: closer, further, all of it"], ["?", "This list"], ["Esc", "Close, or leave the search field"],
];
let waitsUntil = 0;

function areOn() {
  try {
    return localStorage.getItem(KEY) !== "off";
  } catch {
    return true;
  }
}

/** Listen to the keyboard, outside of fields and dialogs. */
export function startShortcuts() {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target === byId("query")) event.target.blur();
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!areOn() || event.target.closest("input, textarea, select, dialog")) return;
    if (press(event.key)) event.preventDefault();
  });
}

function press(key) {
  if (Date.now() < waitsUntil && VIEWS[key]) {
    waitsUntil = 0;
    go(addressOf(VIEWS[key]));
    return true;
  }
  switch (key) {
    case "/":
      byId("query").focus();
      byId("query").select();
      return true;
    case "?":
      showShortcuts();
      return true;
    case "g":
      waitsUntil = Date.now() + WAIT_MS;
      return true;
    case "j":
    case "k":
      return step(key === "j" ? 1 : -1);
    default:
      return false;
  }
}

/** Move the focus through the main links of the list that is shown. */
function step(by) {
  const stops = [...byId("main").querySelectorAll("[data-stop]")];
  if (stops.length === 0) return false;
  const at = stops.indexOf(document.activeElement);
  const next = stops[Math.min(stops.length - 1, Math.max(0, at < 0 ? 0 : at + by))];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
  return true;
}

/** Show what the keys do, and the switch that turns them off. */
export function showShortcuts() {
  openDialog("Keyboard", (close) => [
    h("dl", { class: "steps" }, TOLD.map(([keys, what]) => [
      h("dt", {}, keys.split(", ").map((key, index) => [index > 0 && " ", h("kbd", {}, key)])),
      h("dd", {}, what),
    ])),
    h("label", { class: "row" },
      h("input", { type: "checkbox", checked: areOn(), onchange: (event) => {
        try {
          localStorage.setItem(KEY, event.target.checked ? "on" : "off");
        } catch {
          event.target.checked = true;
        }
      } }),
      "Single keys are shortcuts"),
    h("div", { class: "dialog-acts" }, h("button", { class: "primary", onclick: close }, "Close")),
  ]);
}

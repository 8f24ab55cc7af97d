// Settings: what holds, where each value comes from, and what it is for.

import { ask } from "../core/api.js";
import { h, replace } from "../core/dom.js";
import { count } from "../core/format.js";
import { emptyState, loadInto, viewHead } from "../core/loading.js";
import { session } from "../core/session.js";

export const settings = {
  filters: [],

  open(place, route, isShown) {
    const body = h("div");
    place.append(viewHead("Settings", "What holds, and where it was set."), body);
    if (!session.me.settings) {
      body.append(emptyState("settings", "Only on the server itself", "Who may change this server's settings sees them there: run mcp-mem0 config on the machine it runs on."));
      return;
    }
    loadInto(body, () => ask("settings"), show, isShown);
  },
};

function show(answer) {
  const list = h("div", { class: "stack" });
  const told = h("p", { class: "soft small", role: "status" });
  const words = h("input", { type: "search", id: "find-setting", placeholder: "Find a setting" });
  const isSet = h("input", { type: "checkbox" });
  const draw = () => {
    const shown = answer.settings.filter((each) => matches(each, words.value, isSet.checked));
    told.textContent = `${count(shown.length, "setting")} of ${answer.settings.length}`;
    replace(list, groups(shown));
  };
  words.addEventListener("input", draw);
  isSet.addEventListener("change", draw);
  draw();
  return h("div", { class: "stack" },
    h("p", { class: "small" }, answer.exists ? "They are read from " : "Nothing is set in a file yet; it would be ", h("code", {}, answer.file), ". To change them: ", h("code", {}, "mcp-mem0 config --edit"), "."),
    h("div", { class: "row" }, h("label", { for: "find-setting", class: "for-readers" }, "Find a setting"), words, h("label", { class: "row" }, isSet, "Only what differs from its default"), told),
    list);
}

function matches({ key, why, from }, words, isSet) {
  return (!isSet || from !== "default") && `${key} ${why ?? ""}`.toLowerCase().includes(words.trim().toLowerCase());
}

function groups(list) {
  const names = [...new Set(list.map(({ key }) => groupOf(key)))];
  return names.map((name) => h("section", { "aria-label": name }, h("h2", { class: "section-title" }, name),
    h("dl", { class: "settings card" }, list.filter(({ key }) => groupOf(key) === name).map(setting))));
}

function groupOf(key) {
  return key.includes(".") ? key.slice(0, key.lastIndexOf(".")) : "general";
}

function setting({ key, value, from, why, secret }) {
  return h("div", { class: "setting" },
    h("dt", {}, h("code", {}, key), from !== "default" && h("span", { class: "chip good" }, from)),
    h("dd", {}, h("code", { class: "value" }, secret ? "•••• (secret)" : spellValue(value)), why && h("p", { class: "soft small" }, why)));
}

function spellValue(value) {
  if (value === null || value === undefined) return "not set";
  if (typeof value === "string") return value === "" ? "empty" : value;
  return JSON.stringify(value);
}

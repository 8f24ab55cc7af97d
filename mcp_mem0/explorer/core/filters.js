// The filters, in one place for all views: space, author, tag, session.

import { ask } from "./api.js";
import { byId, h, replace } from "./dom.js";
import { formatNumber } from "./format.js";
import { goWith, readRoute } from "./route.js";
import { pickSpace, session } from "./session.js";

const LABELS = { space: "Space", author: "Author", tag: "Tag", session: "Session" };
const usual = { space: "all", author: "anyone", tag: "any", session: "any" };
const known = { of: null, options: null };

/** Return the fields by which the API filters, of a route. */
export function readFilters({ params }) {
  return {
    space: params.space ?? null,
    authors: params.author ? [params.author] : null,
    tags: params.tag ? [params.tag] : null,
    sessions: params.session ? [params.session] : null,
  };
}

/** Show the filters that a view understands. */
export async function showFilters({ filters: names, needsOneSpace = false }) {
  const { params } = readRoute();
  const place = byId("filters");
  place.hidden = names.length === 0;
  usual.space = needsOneSpace ? pickSpace(null) : "all";
  draw(place, names, params);
  if (names.length === 0 || known.of === (params.space ?? "")) return;
  try {
    known.options = await ask("filters", { space: params.space });
    known.of = params.space ?? "";
    draw(place, names, readRoute().params);
  } catch {
    // Without its counts a filter still shows what is chosen; the view itself says what is wrong.
  }
}

/** Ask for the choices anew when they are next shown. */
export function forgetChoices() {
  known.of = null;
}

function draw(place, names, params) {
  const isOpen = place.classList.contains("open");
  const focused = place.contains(document.activeElement) ? document.activeElement.id : null;
  const chosen = names.filter((name) => params[name]);
  const toggle = h("button", {
    class: "quiet filters-toggle", "aria-expanded": String(isOpen), onclick: () => {
      place.classList.toggle("open");
      toggle.setAttribute("aria-expanded", String(place.classList.contains("open")));
    },
  }, "Filters");
  replace(place, toggle, names.map((name) => drawFilter(name, params[name])), chosen.length > 0 && clearButton(names));
  if (focused) byId(focused)?.focus();
}

function clearButton(names) {
  return h("button", {
    class: "quiet", onclick: () => goWith(Object.fromEntries(names.map((name) => [name, null]))),
  }, "Clear filters");
}

function drawFilter(name, chosen) {
  const id = `filter-${name}`;
  const choices = readChoices(name);
  if (chosen && !choices.some((choice) => choice.name === chosen)) choices.unshift({ name: chosen });
  const select = h(
    "select",
    { id, onchange: (event) => goWith({ [name]: event.target.value || null }) },
    h("option", { value: "" }, usual[name]),
    choices.map((choice) => h("option", { value: choice.name, selected: choice.name === chosen }, label(choice))),
  );
  return h("span", { class: chosen ? "filter set" : "filter" }, h("label", { for: id }, LABELS[name]), select);
}

function label({ name, count }) {
  return count === undefined ? name : `${name} (${formatNumber(count)})`;
}

function readChoices(name) {
  if (name === "space") {
    const counted = known.options?.spaces ?? [];
    return (session.me?.spaces ?? []).map(({ space }) => ({
      name: space, count: counted.find((each) => each.space === space)?.facts,
    }));
  }
  return [...(known.options?.[`${name}s`] ?? [])];
}

// A field for the name of someone or something, with the known names as one types.

import { ask } from "../core/api.js";
import { h, replace } from "../core/dom.js";

const WAIT_MS = 150;
const NAMES_MAX = 12;
let made = 0;

/** Return a labelled field that suggests names of a space. */
export function nameField(label, value, space) {
  made += 1;
  const id = `name-${made}`;
  const list = h("datalist", { id: `${id}-list` });
  let timer = null;
  const suggest = async (prefix) => {
    const answer = await ask("names", { space, prefix, limit: NAMES_MAX }).catch(() => null);
    if (answer) replace(list, answer.names.map((each) => h("option", { value: each.name })));
  };
  const input = h("input", { id, value, list: list.id, autocomplete: "off", spellcheck: "false", size: 15, oninput: (event) => {
    clearTimeout(timer);
    timer = setTimeout(() => suggest(event.target.value.trim()), WAIT_MS);
  } });
  return h("span", { class: "row" }, h("label", { for: id }, label), input, list);
}

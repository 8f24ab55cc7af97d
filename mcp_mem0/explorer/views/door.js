// The door: how one gets in, where there is no session yet or it is over.

import { readDoor, signIn } from "../core/api.js";
import { actButton, wrongPlace } from "../core/dialogs.js";
import { h, replace } from "../core/dom.js";
import { emptyState, viewHead, wrongBox } from "../core/loading.js";

/** Show the door; `enter` runs once a token was taken. */
export async function showDoor(place, enter, { isDenied = false } = {}) {
  replace(place, h("p", { class: "loading" }, "Loading…"));
  try {
    const door = await readDoor();
    replace(place, viewHead("Memory", null), door === "token" ? tokenDoor(enter) : codeDoor(isDenied));
  } catch {
    replace(place, wrongBox(new Error("The server does not answer: is it still running?"), () => showDoor(place, enter, { isDenied })));
  }
}

function codeDoor(isDenied) {
  return [isDenied && h("p", { class: "wrong-box", role: "alert" }, "This address was used or is too old: run mcp-mem0 open again."),
    emptyState("search", "Open it from a terminal", "This page shows your memory only to the browser that you open it in. Each address works once, and the browser then stays in for a week.", h("pre", {}, "mcp-mem0 open"))];
}

function tokenDoor(enter) {
  const wrong = wrongPlace();
  const token = h("input", { id: "token", type: "password", autocomplete: "off", placeholder: "mem0_…", size: 40 });
  const button = actButton("Sign in", async () => {
    await signIn(token.value.trim());
    await enter();
  }, { onerror: wrong.show });
  return h("form", { class: "card padded stack door", onsubmit: (event) => { event.preventDefault(); button.click(); } },
    h("h2", {}, "Sign in"), h("p", { class: "soft small" }, "With the token that your assistant uses. It is not kept; this browser stays in until you sign out, or the token ends."),
    h("div", { class: "field" }, h("label", { for: "token" }, "Token"), token), wrong.place, h("div", {}, button));
}

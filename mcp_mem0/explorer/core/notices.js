// Short messages in a corner, and what a screen reader is told.

import { byId, h, icon } from "./dom.js";

const SHOWN_MS = 9000;
const NOTICES_MAX = 3;

/** Tell screen readers something that others see. */
export function say(text) {
  byId("say").textContent = text;
}

/** Show a message with at most a few buttons: {label, act}. */
export function notify(text, { buttons = [], isWrong = false } = {}) {
  const place = byId("notices");
  const close = h("button", { class: "quiet", "aria-label": "Close this message", onclick: () => notice.remove() }, icon("close"));
  const notice = h(
    "div",
    { class: isWrong ? "notice wrong" : "notice" },
    h("span", {}, text),
    buttons.map(({ label, act }) => h("button", { onclick: () => { notice.remove(); act(); } }, label)),
    close,
  );
  place.append(notice);
  while (place.children.length > NOTICES_MAX) place.firstElementChild.remove();
  say(text);
  if (!isWrong) setTimeout(() => { if (!notice.matches(":hover, :focus-within")) notice.remove(); }, SHOWN_MS);
}

/** Show why something failed. */
export function notifyWrong(error) {
  notify(error.message, { isWrong: true });
}

// Dialogs: one question at a time, closed by Escape, with the focus given back afterwards.

import { append, h } from "./dom.js";

/** Open a dialog; `build` gets a function that closes it and returns what is in it. */
export function openDialog(title, build) {
  const before = document.activeElement;
  const dialog = h("dialog", { "aria-labelledby": "dialog-title" });
  const close = () => dialog.close();
  const heading = h("h2", { id: "dialog-title" }, title);
  dialog.append(append(h("div", { class: "dialog-body" }, heading), build(close)));
  // It is told of its end only later, when the next one may be open already.
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (before?.isConnected && !document.querySelector("dialog[open]")) before.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
}

/** Return the buttons of a dialog: Cancel, and what does it. */
export function dialogActs(close, button, cancel = "Cancel") {
  return h("div", { class: "dialog-acts" }, h("button", { type: "button", onclick: close }, cancel), button);
}

/** Return a button that is off while its act runs; `onerror` gets what went wrong. */
export function actButton(label, act, { kind = "primary", onerror, ...attributes } = {}) {
  const button = h("button", { type: "button", class: kind, ...attributes }, label);
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      await act();
    } catch (error) {
      onerror?.(error);
    } finally {
      button.disabled = false;
    }
  });
  return button;
}

/** Return a place for the one sentence that says what went wrong in a dialog. */
export function wrongPlace() {
  const place = h("p", { class: "wrong-box", role: "alert", hidden: true });
  return { place, show: (error) => { place.textContent = error.message; place.hidden = false; } };
}

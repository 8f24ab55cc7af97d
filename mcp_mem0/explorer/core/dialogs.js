// Dialogs: one question at a time, closed by Escape, with the focus given back afterwards.

import { append, byId, h, replace } from "./dom.js";

/** Open a dialog; `build` gets a function that closes it and returns what is in it. */
export function openDialog(title, build) {
  const dialog = byId("dialog");
  const before = document.activeElement;
  const close = () => dialog.close();
  const heading = h("h2", { id: "dialog-title" }, title);
  replace(dialog, append(h("div", { class: "dialog-body" }, heading), build(close)));
  dialog.addEventListener("close", () => {
    replace(dialog);
    if (before?.isConnected) before.focus();
  }, { once: true });
  if (!dialog.open) dialog.showModal();
  return dialog;
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

// Receipts: what an act changed, what still says the same, and the way back.

import { ask } from "../core/api.js";
import { openDialog } from "../core/dialogs.js";
import { h } from "../core/dom.js";
import { count } from "../core/format.js";
import { notify, notifyWrong } from "../core/notices.js";
import { addressOf } from "../core/route.js";
import { mayIn } from "../core/session.js";

const DONE = { remember: "Remembered", relate: "Related", forget: "Forgotten", undo: "Undone", erase: "Erased", settle: "Settled" };

/** Tell in a corner what was done, with its receipt and its undo. */
export function tellReceipt(receipt, { title, onundone } = {}) {
  const text = receipt.status === "pending" ? "Stored, and not decided yet" : title ?? DONE[receipt.act] ?? receipt.act;
  const buttons = [{ label: "Receipt", act: () => showReceipt(receipt, { onundone }) }];
  if (canUndo(receipt)) buttons.unshift({ label: "Undo", act: () => undo(receipt.space, receipt.change, onundone) });
  notify(`${text}.`, { buttons });
}

function canUndo(receipt) {
  return Boolean(receipt.change) && receipt.status === "done" && mayIn(receipt.space, "forget") && receipt.act !== "erase";
}

/** Take a change back, and tell so. */
export async function undo(space, change, ondone) {
  try {
    const receipt = await ask("undo", { space, change });
    tellReceipt(receipt, { title: "Taken back", onundone: ondone });
    ondone?.();
  } catch (error) {
    notifyWrong(error);
  }
}

/** Open the receipt of an act. */
export function showReceipt(receipt, { onundone } = {}) {
  openDialog(`Receipt: ${receipt.status === "pending" ? "stored, not decided yet" : (DONE[receipt.act] ?? receipt.act).toLowerCase()}`, (close) => [
    h("dl", { class: "steps" },
      receipt.change && [h("dt", {}, "Change"), h("dd", {}, h("a", { href: addressOf("timeline", receipt.change, { space: receipt.space }), onclick: close }, receipt.change))],
      h("dt", {}, "Space"), h("dd", {}, receipt.space),
      receipt.decided_by && [h("dt", {}, "Decided by"), h("dd", {}, receipt.decided_by)]),
    receipt.status === "pending" && h("p", { class: "note-box" }, "It is stored, and the model has not decided yet: until then ", h("a", { href: addressOf("pending"), onclick: close }, "it is pending"), "."),
    operationList(receipt.operations ?? [], receipt.space),
    sayings("Still says the same", receipt.remaining),
    sayings("May still tell it", receipt.mentions),
    sayings("May conflict", receipt.near),
    (receipt.notes ?? []).map((note) => h("p", { class: "note-box" }, note)),
    h("div", { class: "dialog-acts" },
      canUndo(receipt) && h("button", { onclick: () => { close(); undo(receipt.space, receipt.change, onundone); } }, "Undo"),
      h("button", { class: "primary", onclick: close }, "Close")),
  ]);
}

/** Return the operations of a change: what each opened, and what it closed. */
export function operationList(operations, space) {
  return operations.length > 0 && h("ul", { class: "operations" }, operations.map((operation) => operationItem(operation, space)));
}

const SIGNS = { ADD: ["+", "added"], UPDATE: ["↻", "replaced"], DELETE: ["−", "closed"], NOOP: ["=", "known already"] };

function operationItem(operation, space) {
  const [sign, word] = SIGNS[operation.operation] ?? ["·", operation.operation];
  const text = operation.operation === "DELETE" && operation.closed?.length ? null : operation.text;
  return h(
    "li",
    { class: `operation ${operation.operation.toLowerCase()}` },
    h("span", { class: "sign", "aria-hidden": "true" }, sign),
    h("div", {},
      h("span", { class: "for-readers" }, `${word}: `),
      text && (operation.id ? h("a", { class: "plain", href: addressOf("fact", operation.id, { space }) }, text) : h("span", {}, text)),
      (operation.closed ?? []).map((closed) => h("p", { class: "closed-line" },
        h("span", { class: "for-readers" }, "closed: "),
        h("a", { class: "plain", href: addressOf("fact", closed.id, { space }) }, h("s", {}, closed.text)),
        closed.closed_as && h("span", { class: "chip" }, closed.closed_as))),
      operation.missing?.length > 0 && h("p", { class: "note-box" }, "The new text leaves out: ", operation.missing.join(", "))),
  );
}

/** Return a titled list of facts and messages that say something. */
export function sayings(title, list) {
  if (!list?.length) return null;
  return h("section", {},
    h("h3", {}, `${title} (${list.length})`),
    h("ul", { class: "sayings", tabindex: "0", "aria-label": title }, list.map((saying) => h("li", { class: "saying" },
      saying.speaker && h("b", {}, `${saying.speaker}: `), saying.text, " ", h("span", { class: "id" }, saying.id)))));
}

/** Return "2 added, 1 closed" for the operations of a change. */
export function sumUp(operations) {
  const closed = operations.reduce((sum, operation) => sum + (operation.closed?.length ?? 0), 0);
  const added = operations.filter((operation) => ["ADD", "UPDATE"].includes(operation.operation)).length;
  const parts = [added && `${added} added`, closed && `${closed} closed`].filter(Boolean);
  return parts.join(", ") || count(operations.length, "operation");
}

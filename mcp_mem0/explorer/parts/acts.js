// What a person does to a fact: correct it, forget it, erase it. Each asks before it acts.

import { ask } from "../core/api.js";
import { actButton, dialogActs, openDialog, wrongPlace } from "../core/dialogs.js";
import { h } from "../core/dom.js";
import { sayings, showReceipt, tellReceipt } from "./receipts.js";

const KINDS = [
  ["change", "It changed", "it was so until now"],
  ["correction", "It was wrong", "it never was so"],
  ["addition", "There is more to say", "the old text is part of the new one"],
];
const WORD = "erase";

/** Ask for the new text of a fact; `ondone` runs when it is kept. */
export function askToCorrect({ space, id, revision, text }, ondone) {
  const wrong = wrongPlace();
  const words = h("textarea", { id: "new-text", rows: 4, value: text, required: true });
  const kinds = h("fieldset", { class: "stack tight" }, h("legend", { class: "small soft" }, "Why does it change?"), KINDS.map(([kind, label, meaning], index) =>
    h("label", { class: "row" }, h("input", { type: "radio", name: "kind", value: kind, checked: index === 0 }), h("span", {}, label, h("span", { class: "soft" }, `: ${meaning}`)))));
  const since = h("input", { id: "valid-from", type: "text", placeholder: "2026-03-01, 2026-03 or 2026", size: 26 });
  openDialog("Correct this fact", (close) => [
    h("div", { class: "field" }, h("label", { for: "new-text" }, "What is so"), words),
    kinds,
    h("div", { class: "field" }, h("label", { for: "valid-from" }, "Since when (if you know)"), since),
    wrong.place,
    dialogActs(close, actButton("Keep the correction", async () => {
      const kind = kinds.querySelector("input:checked").value;
      const receipt = await ask("correct", { space, id, revision, text: words.value.trim(), kind, valid_from: since.value.trim() || null });
      close();
      ondone?.(receipt);
      showReceipt(receipt, { onundone: ondone });
    }, { onerror: wrong.show })),
  ]);
  words.focus();
  words.setSelectionRange(text.length, text.length);
}

/** Show what would be forgotten and what still says the same, then forget it. */
export async function askToForget({ space, ids, text }, ondone) {
  const plan = await ask("forget", { space, ids, dry_run: true });
  const wrong = wrongPlace();
  const everywhere = h("input", { type: "checkbox" });
  openDialog("Forget this?", (close) => [
    h("blockquote", {}, text),
    h("p", { class: "small" }, "It will not be recalled again, and what is said later does not bring it back unless it is stated anew. You can undo this."),
    sayings("Is hidden with it", plan.hidden),
    sayings("Still says the same", plan.remaining),
    plan.remaining?.length > 0 && h("label", { class: "row" }, everywhere, "Forget these, too"),
    sayings("May still tell it, and stays", plan.mentions),
    wrong.place,
    dialogActs(close, actButton("Forget", async () => {
      const receipt = await ask("forget", { space, ids, everywhere: everywhere.checked, dry_run: false });
      close();
      ondone?.(receipt);
      tellReceipt(receipt, { onundone: ondone });
    }, { kind: "danger primary", onerror: wrong.show }), "Keep it"),
  ]);
}

/** Show what an erase removes for good, then ask for the word to be typed. */
export async function askToErase({ space, ids, text }, ondone) {
  const plan = await ask("erase", { space, ids, dry_run: true });
  const wrong = wrongPlace();
  const typed = h("input", { id: "typed", autocomplete: "off", autocapitalize: "off", spellcheck: "false" });
  openDialog("Erase this for good?", (close) => {
    const button = actButton("Erase for good", async () => {
      const report = await ask("erase", { space, ids, dry_run: false, typed: typed.value.trim() });
      close();
      ondone?.(report);
      showErasure(report);
    }, { kind: "danger primary", onerror: wrong.show, disabled: true });
    typed.addEventListener("input", () => { button.disabled = typed.value.trim() !== WORD; });
    return [
      h("blockquote", {}, text),
      h("p", { class: "small" }, "Its words, their source and all revisions leave the store's files. Nothing brings them back: there is no undo."),
      summary(plan),
      sayings("Would be erased", plan.listed),
      h("div", { class: "field" }, h("label", { for: "typed" }, "Type ", h("b", {}, WORD), " to go on"), typed),
      wrong.place,
      dialogActs(close, button, "Keep it"),
    ];
  });
}

function summary(report) {
  return (report.summary ?? []).length > 0 && h("ul", { class: "stack tight small" }, report.summary.map((line) => h("li", {}, line)));
}

function showErasure(report) {
  openDialog("Erased", (close) => [
    summary(report),
    sayings("Still says it", report.still),
    (report.out_of_reach ?? []).length > 0 && h("section", {}, h("h3", {}, "Out of reach"), h("ul", { class: "small" }, report.out_of_reach.map((line) => h("li", {}, line)))),
    h("div", { class: "dialog-acts" }, h("button", { class: "primary", onclick: close }, "Close")),
  ]);
}

// The small numbers beside the names of views: what waits for a person.

import { byId, h } from "../core/dom.js";

/** Show how many wait in a view; none shows nothing. */
export function showBadge(view, number) {
  const link = byId(`nav-${view}`);
  link.querySelector(".count")?.remove();
  if (number > 0) link.append(h("span", { class: "count" }, String(number), h("span", { class: "for-readers" }, " waiting")));
}

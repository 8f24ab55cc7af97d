// A long list that loads page by page as one scrolls; the browser draws only what is in sight.

import { h, replace } from "../core/dom.js";
import { count, formatNumber } from "../core/format.js";
import { wrongBox } from "../core/loading.js";

/**
 * Return a list element, and start to fill it.
 *
 * `load(page)` returns {items, total, pages}; `row(item)` an `li`; `empty()` what stands there
 * when there is none.
 */
export function pagedList({ load, row, empty, noun, isShown }) {
  const list = h("ul", { class: "facts" });
  const end = h("div", { class: "more" });
  const total = h("p", { class: "soft small", role: "status" });
  const place = h("div", { class: "stack tight" }, total, list, end);
  let page = 0;
  let isLoading = false;
  const watcher = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) loadNext();
  }, { rootMargin: "600px" });

  async function loadNext() {
    if (isLoading || !isShown()) return;
    isLoading = true;
    try {
      const answer = await load(page + 1);
      if (isShown()) take(answer);
    } catch (error) {
      if (isShown()) replace(end, wrongBox(error, () => { replace(end); loadNext(); }));
    } finally {
      isLoading = false;
    }
  }

  function take(answer) {
    page += 1;
    if (page === 1 && answer.items.length === 0) {
      replace(place, empty());
      return;
    }
    list.append(...answer.items.map(row));
    total.textContent = tell(answer);
    watcher.unobserve(end);
    if (page < answer.pages) {
      replace(end, h("button", { onclick: loadNext }, "Show more"));
      watcher.observe(end);
    } else {
      replace(end);
    }
  }

  function tell(answer) {
    const shown = list.children.length;
    if (shown >= answer.total) return count(answer.total, noun);
    const reach = page < answer.pages ? "" : ": narrow it by the filters to see the others";
    return `${formatNumber(shown)} of ${count(answer.total, noun)}, the newest first${reach}`;
  }

  loadNext();
  return place;
}

// Plots of days: bars over time, in the colours of the page; each has a table beside it.

import { h } from "../core/dom.js";
import { formatCompact, formatDay, formatNumber } from "../core/format.js";
import { colourOf, whenThemed } from "../core/theme.js";
import { loadScript } from "./drawn_graph.js";

const LIBRARY = "vendor/uplot/uPlot.iife.min.js";
const HEIGHT = 190;
const BAR_SHARE = 0.72;
const BAR_PX_MAX = 26;

/** Return a figure with a plot of series {name, values, colour} by day, stacked, and its table. */
export function dayPlot({ title, days, series }) {
  const canvas = h("div", { class: "plot", "aria-hidden": "true" });
  const figure = h("figure", { class: "card padded" },
    h("figcaption", { class: "row spread" }, h("h2", {}, title), legend(series)), canvas, table(title, days, series));
  const ends = [];
  let isOver = false;
  figure.start = async () => {
    await loadScript(LIBRARY, () => Boolean(window.uPlot));
    if (isOver) return;
    let plot = draw(canvas, days, series);
    const redraw = () => { plot.destroy(); plot = draw(canvas, days, series); };
    const resized = new ResizeObserver(() => plot.setSize({ width: canvas.clientWidth, height: HEIGHT }));
    resized.observe(canvas);
    ends.push(whenThemed(redraw), () => resized.disconnect(), () => plot.destroy());
    canvas.dataset.drawn = "true";
  };
  figure.end = () => { isOver = true; ends.forEach((end) => end()); };
  return figure;
}

function legend(series) {
  return h("ul", { class: "legend" }, series.map(({ name, colour, values }) => {
    const key = h("span", { class: "key", "aria-hidden": "true" });
    key.style.background = `var(--${colour})`;
    return h("li", {}, key, `${name}: ${formatNumber(values.reduce((sum, value) => sum + value, 0))}`);
  }));
}

/** Draw the series on top of each other; the last in the list is the lowest. */
function draw(canvas, days, series) {
  const times = days.map((day) => new Date(`${day}T12:00:00`).getTime() / 1000);
  const stacked = stack(series);
  const soft = colourOf("ink-soft");
  const line = colourOf("line");
  const axis = { stroke: soft, grid: { stroke: line, width: 1 }, ticks: { show: false }, font: "11px Inter, system-ui, sans-serif" };
  const bars = window.uPlot.paths.bars({ size: [BAR_SHARE, BAR_PX_MAX], radius: 0.15 });
  return new window.uPlot({
    width: canvas.clientWidth || 300,
    height: HEIGHT,
    padding: [10, 24, 0, 0],
    legend: { show: false },
    cursor: { drag: { x: false, y: false }, points: { show: false }, y: false },
    scales: { x: { range: (_, low, high) => [low - 43_200, high + 43_200] }, y: { range: (_, low, high) => [0, Math.max(1, high * 1.08)] } },
    axes: [{ ...axis, grid: { show: false }, space: 70, size: 30, values: (_, ticks) => ticks.map((tick) => formatDay(new Date(tick * 1000).toISOString()).replace(/,? \d{4}$/, "")) },
      { ...axis, size: 46, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 1e6, 1e7], values: (_, ticks) => ticks.map(formatCompact) }],
    series: [{}, ...series.map(({ name, colour }) => ({ label: name, paths: bars, fill: colourOf(colour), stroke: colourOf(colour), width: 0, points: { show: false } }))],
  }, [times, ...stacked], canvas);
}

function stack(series) {
  const stacked = [];
  let below = series[0]?.values.map(() => 0) ?? [];
  for (const { values } of [...series].reverse()) {
    below = values.map((value, index) => value + below[index]);
    stacked.unshift(below);
  }
  return stacked;
}

function table(title, days, series) {
  const rows = days.map((day, index) => ({ day, values: series.map(({ values }) => values[index]) })).filter(({ values }) => values.some((value) => value > 0));
  return h("details", {}, h("summary", { class: "small soft" }, "As a table"),
    h("div", { class: "scroll-x table-box", tabindex: "0", role: "region", "aria-label": `${title}, as a table` }, h("table", {}, h("caption", { class: "for-readers" }, title),
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Day"), series.map(({ name }) => h("th", { scope: "col", class: "number" }, name)))),
      h("tbody", {}, rows.reverse().map(({ day, values }) => h("tr", {}, h("th", { scope: "row" }, formatDay(day)), values.map((value) => h("td", { class: "number" }, formatNumber(value)))))))));
}

// Dates, numbers and names as people read them.

const DAY = new Intl.DateTimeFormat(undefined, { year: "numeric", month: "short", day: "numeric" });
const WEEKDAY = new Intl.DateTimeFormat(undefined, { weekday: "long", year: "numeric", month: "long", day: "numeric" });
const CLOCK = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const NUMBER = new Intl.NumberFormat();
const COMPACT = new Intl.NumberFormat(undefined, { notation: "compact", maximumFractionDigits: 1 });
const BARE_DAY = /^\d{4}(-\d{2}(-\d{2})?)?$/;

/** Return a day; one that is known only in part ("2023", "2023-10") is told as it is. */
export function formatDay(text) {
  if (!text) return "";
  const day = BARE_DAY.test(text) ? (text.length === 10 ? new Date(`${text}T12:00:00`) : null) : new Date(text);
  return day && !Number.isNaN(day.getTime()) ? DAY.format(day) : text;
}

/** Return a day with the time of day, if it has one. */
export function formatMoment(text) {
  if (!text || BARE_DAY.test(text)) return formatDay(text);
  const moment = new Date(text);
  return Number.isNaN(moment.getTime()) ? text : `${DAY.format(moment)}, ${CLOCK.format(moment)}`;
}

export function formatClock(text) {
  return CLOCK.format(new Date(text));
}

/** Return the heading of a day in a list: today, yesterday, or its date. */
export function formatDayHeading(text) {
  const day = new Date(text);
  const distance = Math.round((startOfDay(new Date()) - startOfDay(day)) / 86_400_000);
  if (distance === 0) return "Today";
  if (distance === 1) return "Yesterday";
  return WEEKDAY.format(day);
}

function startOfDay(moment) {
  return new Date(moment.getFullYear(), moment.getMonth(), moment.getDate()).getTime();
}

/** Return the local day of a moment, as YYYY-MM-DD. */
export function dayOf(moment) {
  const month = String(moment.getMonth() + 1).padStart(2, "0");
  return `${moment.getFullYear()}-${month}-${String(moment.getDate()).padStart(2, "0")}`;
}

export function formatNumber(value) {
  return NUMBER.format(value ?? 0);
}

export function formatCompact(value) {
  return COMPACT.format(value ?? 0);
}

/** Return "1 fact", "3 facts". */
export function count(number, noun, plural = `${noun}s`) {
  return `${formatNumber(number)} ${number === 1 ? noun : plural}`;
}

/** Return a predicate as words: works_at becomes "works at". */
export function spell(label) {
  return (label ?? "").replaceAll("_", " ");
}

// What other processes change, as it happens.

import { openEvents, readKey } from "./api.js";

const AGAIN_MS = 2000;
const listeners = new Set();
let onState = () => {};

/** Call back for each change in a space; returns what ends that. */
export function whenChanged(callback) {
  listeners.add(callback);
  return () => listeners.delete(callback);
}

/** Listen until the session ends, and again after each break. */
export async function listen(showState) {
  onState = showState;
  while (readKey()) {
    onState("waiting");
    const isOver = await readStream().catch(() => false);
    if (isOver) break;
    onState("lost");
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
  onState("ended");
}

/** Read one stream to its end; true means that the session is over. */
async function readStream() {
  const response = await openEvents(new AbortController().signal);
  if (response.status === 401) return true;
  if (!response.ok) return false;
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return false;
    const events = (rest + value).split(/\r?\n\r?\n/);
    rest = events.pop();
    events.forEach(dispatch);
  }
}

function dispatch(event) {
  const lines = event.split(/\r?\n/);
  const name = readField(lines, "event");
  if (name === "ready") onState("open");
  if (name !== "change") return;
  const change = JSON.parse(readField(lines, "data"));
  for (const listener of listeners) listener(change);
}

function readField(lines, name) {
  const prefix = `${name}:`;
  return lines.filter((line) => line.startsWith(prefix)).map((line) => line.slice(prefix.length).trim()).join("\n");
}

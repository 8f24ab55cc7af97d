// Shown by an MCP client: the page talks to it in JSON-RPC over messages between windows, and
// the client calls the server's tool for it.

import { ApiError } from "./api.js";

const PROTOCOL = "2026-01-26";
const TOOL = "explore";
const ANSWER_S_MAX = 60;
const HEIGHT_PX = { least: 420, most: 760 };
const waiting = new Map();
let lastId = 0;

/** Return whether the page is in the frame of an MCP client, and not opened by itself. */
export function isFramedByHost() {
  return window.parent !== window;
}

/** Greet the client; returns how to ask the server through it. */
export async function connectToHost({ onTheme, onCall }) {
  addEventListener("message", (event) => {
    if (event.source === window.parent && event.data?.jsonrpc === "2.0") receive(event.data, { onTheme, onCall });
  });
  const greeting = await request("ui/initialize", {
    protocolVersion: PROTOCOL,
    appInfo: { name: "mcp-mem0", title: "Memory", version: "1" },
    appCapabilities: { availableDisplayModes: ["inline", "fullscreen"] },
  });
  takeContext(greeting.hostContext, onTheme);
  tell("ui/notifications/initialized", {});
  reportSize();
  return { ask: askThroughHost };
}

async function askThroughHost(name, body) {
  const result = await request("tools/call", { name: TOOL, arguments: { name, arguments: body } });
  if (result.isError) throw new ApiError(result.content?.[0]?.text ?? "The server refused that without saying why.", 400);
  return result.structuredContent ?? JSON.parse(result.content[0].text);
}

function receive(message, { onTheme, onCall }) {
  if (message.method === undefined) return settle(message);
  if (message.id !== undefined) return post({ jsonrpc: "2.0", id: message.id, result: {} });
  if (message.method === "ui/notifications/host-context-changed") takeContext(message.params, onTheme);
  if (message.method === "ui/notifications/tool-input") takeCall(message.params?.arguments, onCall);
}

function takeContext(context, onTheme) {
  if (context?.theme === "light" || context?.theme === "dark") onTheme(context.theme);
}

/** Show what the assistant called the tool for: a question, or a name. */
function takeCall(given, onCall) {
  if (given?.about) onCall({ view: "graph", id: null, params: { around: given.about } });
  else if (given?.query) onCall({ view: "search", id: null, params: { q: given.query } });
}

function request(method, params) {
  lastId += 1;
  const id = lastId;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      waiting.delete(id);
      reject(new ApiError("The application does not answer.", 0));
    }, ANSWER_S_MAX * 1000);
    waiting.set(id, { resolve, reject, timer });
    post({ jsonrpc: "2.0", id, method, params });
  });
}

function settle({ id, result, error }) {
  const call = waiting.get(id);
  if (!call) return;
  waiting.delete(id);
  clearTimeout(call.timer);
  if (error) call.reject(new ApiError(error.message ?? "The application refused that.", 0));
  else call.resolve(result ?? {});
}

function tell(method, params) {
  post({ jsonrpc: "2.0", method, params });
}

function post(message) {
  // Where the page is shown, its frame is sandboxed: the origin of what surrounds it is not known.
  window.parent.postMessage(message, "*");
}

function reportSize() {
  const report = () => tell("ui/notifications/size-changed", {
    width: document.documentElement.clientWidth,
    height: Math.min(HEIGHT_PX.most, Math.max(HEIGHT_PX.least, document.documentElement.scrollHeight)),
  });
  new ResizeObserver(report).observe(document.body);
}

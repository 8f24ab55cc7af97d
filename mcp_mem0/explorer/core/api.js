// Asking the server, by one way: over HTTP with the session's key, or through the MCP client.

const KEY = "mcp-mem0-key";
const KEY_HEADER = "x-mcp-mem0-key";

/** An answer that is no result: the server's own sentence, and its status. */
export class ApiError extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

let transport = askOverHttp;
let onSignedOut = () => {};

/** Ask through something else than HTTP: a function of a name and its arguments. */
export function useTransport(ask) {
  transport = ask;
}

/** Call back when the session is over. */
export function whenSignedOut(callback) {
  onSignedOut = callback;
}

/** Return the answer to one request; fields that are null are not sent. */
export async function ask(name, body = {}) {
  const entries = Object.entries(body).filter(([, value]) => value !== null && value !== undefined);
  return transport(name, Object.fromEntries(entries));
}

export function readKey() {
  return localStorage.getItem(KEY);
}

export function keepKey(key) {
  if (key) localStorage.setItem(KEY, key);
  else localStorage.removeItem(KEY);
}

async function askOverHttp(name, body) {
  const response = await reach(`/explorer/api/${name}`, body);
  return readAnswer(response);
}

async function reach(address, body) {
  try {
    return await fetch(address, {
      method: "POST",
      headers: { "content-type": "application/json", [KEY_HEADER]: readKey() ?? "" },
      body: JSON.stringify(body),
    });
  } catch {
    throw new ApiError("The server does not answer: is it still running? Start it with mcp-mem0 open, then try again.", 0);
  }
}

async function readAnswer(response) {
  const answer = await response.json().catch(() => null);
  if (response.ok && answer !== null) return answer;
  if (response.status === 401) {
    keepKey(null);
    onSignedOut();
  }
  const sentence = answer?.error ?? `The server answered ${response.status} without saying why.`;
  throw new ApiError(sentence, response.status);
}

/** Sign in with a token; the token is not kept. */
export async function signIn(token) {
  const response = await reach("/explorer/sign-in", { token });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new ApiError(answer.error ?? "That token was refused.", response.status);
  keepKey(answer.key);
}

export async function signOut() {
  await reach("/explorer/sign-out", {});
  keepKey(null);
}

/** Return how one gets in: "code" or "token". */
export async function readDoor() {
  const response = await fetch("/explorer/door");
  return (await response.json()).door;
}

/** Return the stream of changes as a response; it ends with the signal. */
export function openEvents(signal) {
  return fetch("/explorer/api/events", {
    headers: { [KEY_HEADER]: readKey() ?? "", accept: "text/event-stream" },
    signal,
  });
}

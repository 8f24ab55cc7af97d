// Who looks, and what they may do: filled once the server has said so.

export const session = {
  /** The answer of `me`. */
  me: null,
  /** Whether the page is shown by an MCP client and asks through it. */
  isInHost: false,
};

/** Return whether something is allowed ("write", "forget", "erase") in a space. */
export function mayIn(space, right) {
  const known = session.me?.spaces.find((each) => each.space === space);
  return Boolean(known?.[right]);
}

/** Return the space that a view about one space shows: the chosen one, or the usual. */
export function pickSpace(chosen) {
  if (chosen) return chosen;
  return session.me?.space ?? session.me?.spaces[0]?.space ?? "default";
}

/** Return whether answers need to name their space. */
export function hasManySpaces() {
  return (session.me?.spaces.length ?? 0) > 1;
}

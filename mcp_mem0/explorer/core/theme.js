// Light, dark, or as the system says; kept in this browser.

const KEY = "mcp-mem0-theme";
const THEMES = ["system", "light", "dark"];
const listeners = new Set();

export function readTheme() {
  try {
    const theme = localStorage.getItem(KEY);
    return THEMES.includes(theme) ? theme : "system";
  } catch {
    return "system";
  }
}

/** Show the page in a theme, and keep it. */
export function setTheme(theme) {
  showTheme(theme);
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // A page inside another one may have no storage: the theme then holds until it is closed.
  }
}

export function showTheme(theme) {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  for (const listener of listeners) listener();
}

/** Return the theme after this one. */
export function nextTheme(theme) {
  return THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
}

/** Call back when colours change; returns what ends that. */
export function whenThemed(callback) {
  const system = matchMedia("(prefers-color-scheme: dark)");
  listeners.add(callback);
  system.addEventListener("change", callback);
  return () => {
    listeners.delete(callback);
    system.removeEventListener("change", callback);
  };
}

/** Return the colour that a name has now, for what is drawn and not styled. */
export function colourOf(name) {
  const probe = document.createElement("span");
  probe.style.color = `var(--${name})`;
  document.body.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
}

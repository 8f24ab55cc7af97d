"""Commands that use a memory: the four tools, and undo."""

"""Commands that use a memory: what the four tools do, and undo."""

"""The demo: two clients share one memory through the real server.

The command `demo` is in `commands/evaluate`; no other command uses this.
"""

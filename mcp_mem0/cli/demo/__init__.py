"""The demo: two clients share one memory through the real server."""

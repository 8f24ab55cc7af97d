"""The clients on this machine: their configuration, their hooks, and what they would start."""

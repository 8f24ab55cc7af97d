"""What clients' lifecycle hooks run.

A client waits for its hooks, so imports are kept to a minimum. What hooks keep between
their runs is in `adapters/clients/hooks`.
"""

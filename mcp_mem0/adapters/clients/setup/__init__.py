"""Adds our entries to clients' files and removes them.

What hooks do when they run is in `clients/hooks`.
"""

"""Concurrency: running work in the background, or again after a conflict.

Nothing here knows of memories.
"""

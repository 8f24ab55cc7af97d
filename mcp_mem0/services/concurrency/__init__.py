"""Concurrency: running two things at once, in the background, or again after a conflict.

Nothing here knows of memories.
"""

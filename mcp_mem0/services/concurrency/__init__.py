"""Doing several things at once, in the background, or again after another writer.

Nothing here knows of memories.
"""

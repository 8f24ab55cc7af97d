"""Rendering what a call lists itself: each statement that it makes, each memory that it names.

What a search found is `memories` next door.
"""

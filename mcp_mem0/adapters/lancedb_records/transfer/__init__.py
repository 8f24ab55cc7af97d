"""Spaces as a whole: read as of one moment, and stored again in one commit.

What one change writes is `writing`.
"""

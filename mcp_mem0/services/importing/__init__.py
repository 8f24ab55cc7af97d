"""Bringing in what other programs remember, and undoing that.

Each record goes the way of any other call; no file is read here: that is in `adapters`.
"""

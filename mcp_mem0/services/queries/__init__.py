"""Reads that several services share.

Each answers one question about the store, and none writes to it.
"""

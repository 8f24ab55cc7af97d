"""Retiring facts and undoing changes.

Nothing here removes text from the disk.
"""

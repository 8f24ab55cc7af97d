"""Readers of the files in which other programs keep what they remember, one for each kind.

How bytes become lines, values and rows is in `foreign/files`; nothing here knows our store.
"""

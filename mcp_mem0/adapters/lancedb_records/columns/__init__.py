"""Reads of a few columns of many rows, for what counts and draws a whole space.

Rows are read whole beside this folder, in `reading.py` and `mapping.py`.
"""

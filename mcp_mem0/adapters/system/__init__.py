"""The machine we run on: locks, disk, memory, boots.

Nothing here knows of rows.
"""

"""The operating system: locks, flushes, memory, boots.

Nothing here knows about rows.
"""

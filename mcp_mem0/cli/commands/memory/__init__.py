"""Commands that use a memory: the four tools, and undo.

Commands that only list what is stored are in `browse`.
"""

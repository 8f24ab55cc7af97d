"""Commands that look through a memory.

None changes it but by an undo.
"""

"""Commands that browse a memory.

They only read, except for an undo in `review`.
"""

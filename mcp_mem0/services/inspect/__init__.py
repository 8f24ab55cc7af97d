"""Looking at what is kept and what became of it.

Nothing here changes a memory.
"""

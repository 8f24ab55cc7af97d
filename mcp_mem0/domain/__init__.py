"""The rules and values of the memory.

No I/O, no library and no service belongs here.
"""

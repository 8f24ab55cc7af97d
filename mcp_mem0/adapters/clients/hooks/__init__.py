"""State and input of lifecycle hooks.

None of it is memory.
"""

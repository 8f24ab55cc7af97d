"""Opening a store to move it, where it is not opened as the tools open it.

What a move does is `services`.
"""

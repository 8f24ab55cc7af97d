"""Commands that connect assistants.

None reads a memory.
"""

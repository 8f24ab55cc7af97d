"""Inspecting what is stored and its history.

Nothing here changes a memory.
"""

"""Rendering what only the explorer shows, as JSON.

What a tool or a command answers as well is beside this folder; nothing here is text for a terminal.
"""

"""Values that only the explorer shows.

What a tool or a command answers as well is beside this folder.
"""

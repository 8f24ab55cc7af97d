"""Reading what a command is handed: the standard input, files, and words in code pages.

What the texts mean is `domain.requests`.
"""

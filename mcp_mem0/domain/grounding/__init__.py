"""Whether the words that were said support what is decided, and how much it may close.

What the operations themselves must be like is `decisions/validation`.
"""

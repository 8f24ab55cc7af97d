"""Whether what was said supports a decision, and how much a decision may close.

Whether an operation is well formed is `decisions/validation`.
"""

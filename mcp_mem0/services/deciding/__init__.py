"""From a pending episode to a committed change: gathering context, asking, committing.

What makes a decision valid is `domain/decisions`.
"""

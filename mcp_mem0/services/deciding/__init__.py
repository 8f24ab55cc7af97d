"""From a pending episode to a committed change: gathering, asking, retrying.

What makes a decision valid is `domain/decisions`.
"""

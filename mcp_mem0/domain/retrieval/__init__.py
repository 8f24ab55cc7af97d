"""Scoring, fusing and selecting search results.

Searching is the store's task.
"""

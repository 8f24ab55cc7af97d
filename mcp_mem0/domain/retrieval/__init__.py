"""Scoring, fusing and selecting search results.

Searching itself is `services/queries` and the store.
"""

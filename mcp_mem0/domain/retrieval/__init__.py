"""Scoring, fusing and choosing what was found.

Finding it is the store's.
"""

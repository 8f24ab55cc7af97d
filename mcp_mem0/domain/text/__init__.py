"""Rules over words: cleaning, comparing, cutting and finding names in them.

Nothing here knows of requests or decisions.
"""

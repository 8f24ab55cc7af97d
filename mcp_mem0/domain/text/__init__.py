"""Rules over words: validating, normalising, splitting, and finding names.

Nothing here knows of requests or decisions.
"""

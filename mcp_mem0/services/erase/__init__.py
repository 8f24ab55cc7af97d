"""Erasing: what is gone for good, and the proof that it is.

What is only hidden, and can come back, is in `forget`.
"""

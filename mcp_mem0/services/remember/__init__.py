"""Storing what comes in and having it decided.

How it is decided is `deciding`.
"""

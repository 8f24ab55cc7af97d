"""Data sets: long conversations with questions about them, in public formats and in our own.

Nothing is asked or measured here; the conversations that ship are in `evals/conversations`.
"""

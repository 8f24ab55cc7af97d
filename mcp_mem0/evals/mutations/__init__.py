"""Spoiling right answers mechanically, to see whether the checker of the cases notices.

The checker itself is `evals/checking/`.
"""

"""Experiments beside plain questions: extraction of known facts, growth, and many clients at once.

Plain questions are `evals/runs`.
"""

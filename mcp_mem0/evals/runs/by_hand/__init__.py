"""Answers and verdicts by hand: written for anybody to fill in, and read again.

What is left to ask is found by `evals/runs/remaining.py`.
"""

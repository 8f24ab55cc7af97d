"""Measuring how much of what answers a question recall finds, turn by turn.

Reading data sets is `evals/datasets`; no answers are written or judged here.
"""

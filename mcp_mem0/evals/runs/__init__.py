"""Runs: what was planned, asked, answered and judged, on disk, so that a run can go on.

What the answers are worth is `evals/scoring`, and telling it `evals/reports`.
"""

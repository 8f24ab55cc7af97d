"""Runs: what was planned, asked, answered and judged, on disk, so that a run can go on.

How that is done is in the rooms: `starting`, `steps`, and `by_hand`. What the answers are worth is
`evals/scoring`, and telling it `evals/reports`.
"""

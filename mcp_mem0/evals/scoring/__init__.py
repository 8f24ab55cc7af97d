"""What an answer is worth: measures over words, verdicts of a judge, and tests over pairs.

Nothing is read from disk or asked of a model here; that is `evals/runs`.
"""

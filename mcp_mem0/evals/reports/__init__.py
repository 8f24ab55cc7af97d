"""Reports of runs and comparisons of two: as values, as a table, and as a page with plots.

The measures themselves are `evals/scoring`.
"""

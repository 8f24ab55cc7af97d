"""The tables of experiments in a report.

The experiments themselves are `evals/experiments`.
"""

"""Measuring how well the memory works: evaluations, their cases and their reports.

Measuring speed is `benchmarks/`.
"""

"""Whatever measures how well the memory works: cases, measures and their reports.

Speed is `benchmarks/`.
"""

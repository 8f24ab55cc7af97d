"""The steps of a run: building, searching, answering and judging what is not done yet.

How a system is built and searched is not here but in `evals/systems`.
"""

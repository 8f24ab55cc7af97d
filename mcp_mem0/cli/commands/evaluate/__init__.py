"""Commands that try out and measure the memory without changing it.

The measuring itself is `evals`.
"""

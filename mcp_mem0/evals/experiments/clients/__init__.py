"""Many clients at once: real ones, over HTTP, at a server in a process of its own.

What a single client finds on a quiet store is `evals/runs`.
"""

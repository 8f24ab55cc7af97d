"""The values that graph queries take and return, and how an answer is trimmed.

The graph itself is in `adapters/igraph_view`.
"""

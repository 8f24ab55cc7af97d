"""What the graph of a space answers, and how that is made smaller.

The graph itself is an adapter.
"""

"""What a question has in common with the facts that answer it together: its terms.

The graph is searched elsewhere, in `adapters/igraph_view`; nothing here knows what is stored.
"""

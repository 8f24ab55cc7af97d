"""A view of the relations between entities, in igraph.

The store has the rows; nothing here is kept on disk.
"""

from mcp_mem0.adapters.igraph_view.view import GraphLimits, IgraphView

__all__ = ["GraphLimits", "IgraphView"]

"""igraph as the view of what ties entities together."""

from mcp_mem0.adapters.igraph_view.view import GraphLimits, IgraphView

__all__ = ["GraphLimits", "IgraphView"]

"""Renders part of a graph as one HTML file that loads and runs nothing.

Importing it loads igraph, which places the entities, and drawsvg, which draws them. What it
shows is decided in `services`.
"""

from mcp_mem0.adapters.graph_picture.page import render_picture

__all__ = ["render_picture"]

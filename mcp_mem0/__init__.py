"""One long-term memory for all of a person's assistants, served over MCP."""

__version__ = "0.1.0"

"""The command line. Each command is one small file in `commands/`."""

from mcp_mem0.cli.main import main

__all__ = ["main"]

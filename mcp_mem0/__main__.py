"""`python -m mcp_mem0` is `mcp-mem0`."""

from mcp_mem0.cli import main

main()

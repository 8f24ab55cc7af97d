"""The MCP server over one memory: the protocol, HTTP and the stdio proxy.

What a tool does is `services`.
"""

"""What clients write on the wire, read as messages: the same over stdio and HTTP.

What a message asks for is not known here, but where a call has its arguments: the rest is
`server/mcp`.
"""

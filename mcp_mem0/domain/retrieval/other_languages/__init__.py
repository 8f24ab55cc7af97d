"""What changes in the ranking where the embedding model does not read the question's language.

No words of a language are listed here; they are in `mcp_mem0/domain/text/languages`.
"""

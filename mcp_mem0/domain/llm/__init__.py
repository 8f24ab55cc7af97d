"""A question to a language model and its answer, as values.

The prompts are in `mcp_mem0/prompts`.
"""

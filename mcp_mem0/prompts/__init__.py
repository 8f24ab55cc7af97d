"""The prompts: pure functions from typed values to a request to a model, each with a version.

Sending a request is `adapters/models`.
"""

"""Calling a model's endpoint, whether it embeds or decides: one transport, retries, faults.

What is asked and how the answer is read is in `language` and in the embedder.
"""

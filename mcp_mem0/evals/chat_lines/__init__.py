"""Everyday small talk, a TOML file for each language: threads with slots, and what fills them.

Generating messages from it is `evals/recall/chat_noise.py`.
"""

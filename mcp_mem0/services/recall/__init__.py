"""Answering questions, by search, by the graph or with the brief.

Looking through all that is kept is `inspect`.
"""

"""Answering questions, by search, by the graph or with the brief.

Browsing all that is stored is `inspect`.
"""

"""Rendering graph answers: as text, as JSON and as a tree.

What an answer contains is in `domain/graph`, and its picture in `adapters/graph_picture`.
"""

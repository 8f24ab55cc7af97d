"""Settling an episode: storing it, having it decided in order, retrying, building its receipt.

How one episode is decided is `deciding`.
"""

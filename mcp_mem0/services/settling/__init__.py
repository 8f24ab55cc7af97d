"""From what arrives to its receipt: stored, decided in order, tried again.

How one episode is decided is `deciding`.
"""

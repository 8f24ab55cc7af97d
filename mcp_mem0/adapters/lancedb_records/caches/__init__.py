"""In-memory caches that save reads.

Each is exact for one version of the table; nothing is kept here alone.
"""

"""Backups of a store in a folder, restoring them, and copying rows between two stores.

What a store is, and how it is opened, is in `lancedb_records`.
"""

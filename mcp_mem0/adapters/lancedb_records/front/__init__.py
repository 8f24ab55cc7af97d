"""The front of a local store: its newest rows, in one SQLite file beside the table, and in memory.

Reading and writing the table is beside this folder; nothing here is for buckets but the empty view.
"""

"""Moving a memory: the files that it goes to and comes from, joined with what reads and writes it.

What an export is made of is `services/transfer`.
"""

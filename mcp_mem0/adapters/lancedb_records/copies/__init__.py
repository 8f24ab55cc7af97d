"""Copies the rows of one store to another one, whichever of them is a bucket.

Copies of the files of a store are not made here, but in `adapters/backups`.
"""

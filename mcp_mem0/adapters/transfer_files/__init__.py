"""The files of an export: written whole or not at all, and read line by line.

What stands in them is `domain/transfer`.
"""

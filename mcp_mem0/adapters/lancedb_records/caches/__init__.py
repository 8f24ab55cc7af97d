"""What is kept in memory to spare a read.

Each is exact as of a version of the table.
"""

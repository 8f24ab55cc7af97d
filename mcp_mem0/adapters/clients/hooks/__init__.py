"""What lifecycle hooks keep between two runs and read.

None of it is memory.
"""

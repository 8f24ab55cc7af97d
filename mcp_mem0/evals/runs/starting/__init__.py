"""Before a run begins or goes on: what is wanted of it, and what that will cost.

Nothing here asks a model or writes a file.
"""

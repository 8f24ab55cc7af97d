"""Pure functions from typed values to a request to a model.

Each names its version.
"""

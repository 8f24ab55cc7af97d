"""The features that a question's candidates are ranked by, one a module.

What does not belong here: weights, and anything that reads the store.
"""

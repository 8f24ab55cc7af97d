"""Reviewing at a terminal: page by page, with an undo or a settled conflict by its number.

What a review contains is not decided here: that is `services/inspect`.
"""

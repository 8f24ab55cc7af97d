"""Rendering what a person browses: pages of a list, reviews, names with counts, spaces, statistics.

What recall answers is beside this folder, as is what only the explorer shows.
"""

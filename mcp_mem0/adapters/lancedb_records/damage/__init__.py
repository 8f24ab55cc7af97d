"""Noticing damage of a table, healing it, and telling what it cost.

A damaged front is recovered beside this folder, in its own.
"""

"""The tables of settings: each setting with its default, unit, bounds and reason.

Loading them from file, environment and flags is beside this folder.
"""

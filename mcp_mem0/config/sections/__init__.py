"""The tables of settings, by what they are about.

How they are read from file, environment and flags is beside this folder.
"""

"""Exporting spaces as of one moment, and storing an export again as it was.

Files of other programs are not read here.
"""

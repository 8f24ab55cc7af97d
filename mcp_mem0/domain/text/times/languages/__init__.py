"""The words of time of each language.

How they are read is in the folder above; no rule is here.
"""

"""SQL conditions on rows, built only here, from constants and escaped literals.

What reads or writes with them is not here: see `reading.py` and `committing.py`.
"""

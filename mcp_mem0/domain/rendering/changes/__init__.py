"""What changed, in plain words: what was kept, replaced, ended or forgotten.

How it was decided is not told here: `receipts` and `history` beside this folder tell everything.
"""

"""The recall sets that ship with the package, as TOML files.

Loading them is `evals/recall/set_files.py`.
"""

"""The cases that ship with the package, as TOML files.

Loading them is `evals/deciding/case_files.py`.
"""

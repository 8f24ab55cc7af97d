"""The cases that ship with the package, as TOML files.

Loading them is `evals/case_files.py`.
"""

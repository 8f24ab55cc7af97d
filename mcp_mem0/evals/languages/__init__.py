"""Words of the languages of the cases, as TOML files: negations, months, numbers, small words.

Loading them is `evals/checking/language.py`.
"""

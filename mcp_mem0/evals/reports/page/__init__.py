"""A report as one HTML file with plots, which loads and runs nothing.

The figures and tables in it are made one folder above, in `evals/reports`.
"""

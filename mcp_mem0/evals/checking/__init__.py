"""Checking what a decider answered against what a case expects, by rules and without a model.

Loading the cases is `evals/deciding/case_files.py`; asking the decider is
`evals/deciding/decision_evaluation.py`.
"""

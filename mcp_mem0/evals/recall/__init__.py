"""Measuring recall on sets of our own: what was told, what is asked, and what answers it.

The sets are files in `evals/recall_sets`; LoCoMo's conversations are measured by
`evals/evidence/retrieval_evaluation.py`, not here.
"""

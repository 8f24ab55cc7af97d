"""The systems that are measured side by side: memories, chunks, the whole conversation, a control.

Asking a model to answer is `evals/runs`, comparing answers `evals/scoring`.
"""

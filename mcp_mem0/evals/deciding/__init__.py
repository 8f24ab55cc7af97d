"""The cases that judge a decider and an assistant's use of tools, and the reports on them.

Telling right answers from wrong ones is `evals/checking`, spoiling right ones `evals/mutations`.
"""

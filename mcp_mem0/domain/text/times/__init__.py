"""Words of time in questions and in rows: their lists by language, and how they are read.

No rule here knows of rows or scores; `retrieval/features` says what a time is worth to a question.
"""

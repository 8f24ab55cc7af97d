"""How questions ask for one thing or for many, in the languages of the rules, and what follows.

One table a group of languages; `question_shape` reads a question with them. Nothing here knows
what is stored.
"""

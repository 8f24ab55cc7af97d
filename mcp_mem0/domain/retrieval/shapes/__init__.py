"""How questions ask for one thing or for many, in the languages of the rules.

One table a group of languages; reading a question with them is `question_shape`. Nothing here knows
what is stored.
"""

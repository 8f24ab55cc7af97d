"""Words by which claims are read: roles, deeds, small words and their forms, in many languages.

No rule is here: `claims` reads statements with them.
"""

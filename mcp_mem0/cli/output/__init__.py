"""How commands write to a terminal or a program.

What is said is rendered in `domain/rendering`.
"""

"""How commands write to a terminal or a program.

The text itself is rendered in `domain/rendering`.
"""

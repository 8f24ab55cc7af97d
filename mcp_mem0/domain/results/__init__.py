"""What the services answer with, as values.

Writing it as text or structure is `rendering`.
"""

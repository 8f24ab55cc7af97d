"""The use cases, a room each.

They reach the outside world through `ports` and use no library.
"""

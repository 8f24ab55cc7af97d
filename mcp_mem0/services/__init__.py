"""The use cases, a room each.

They ask the world through `ports` and know no library.
"""

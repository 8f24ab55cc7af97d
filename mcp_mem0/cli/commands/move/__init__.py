"""Commands that move a memory: out of this program, into it, and to another place.

What they do is `app`.
"""

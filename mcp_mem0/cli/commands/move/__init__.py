"""Commands that move a memory: out of the store, into it, and from one place to another.

Commands that check or repair a store are in `maintain`.
"""

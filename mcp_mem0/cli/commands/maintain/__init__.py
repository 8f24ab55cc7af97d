"""Commands that maintain a store and this installation.

Commands for what is remembered are in `memory` and `browse`.
"""

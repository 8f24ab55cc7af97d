"""Readers of what became of a life, a role or a plan: weddings, births, handovers, stays, switches.

No list of words is here: those are in `conflicts.lexicon`, and claims are compared in `comparison`.
"""

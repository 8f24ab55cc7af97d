"""From an episode and a decision to the commit that carries it out.

Asking whoever decides is `services/deciding`.
"""

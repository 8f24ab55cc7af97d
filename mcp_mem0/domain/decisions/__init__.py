"""Validating a decision about an episode, and building the commit that carries it out.

Asking a decider is `services/deciding`.
"""

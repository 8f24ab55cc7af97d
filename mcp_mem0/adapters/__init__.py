"""Adapters to the outside world, one for each system.

No rule about memories belongs here.
"""

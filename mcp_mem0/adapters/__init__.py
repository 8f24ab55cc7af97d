"""The outside world, one thing a module or folder.

No rule about memories belongs here.
"""

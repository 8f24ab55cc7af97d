"""The running app, built from the settings: the only room that builds concrete parts.

No rule and no text for a user belongs here.
"""

"""The explorer of a running server, built from the settings.

No rule and no text for a user belongs here; routes and doors are in `server/explorer`.
"""

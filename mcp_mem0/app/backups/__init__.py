"""Backups as the settings want them: made, restored, scheduled, and rows copied between stores.

What a backup is made of is in `adapters/backups`.
"""

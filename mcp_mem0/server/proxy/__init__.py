"""The stdio server that forwards each call to another server.

It opens no store.
"""

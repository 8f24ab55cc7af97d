"""The server over stdio that passes each call on to another server.

It opens no store.
"""

"""Code shared by the commands that connect clients, servers and models.

Editing clients' files is `adapters/clients`.
"""

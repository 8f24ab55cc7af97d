"""What commands share that connect clients, servers and models.

Editing clients' files is `adapters/clients`.
"""

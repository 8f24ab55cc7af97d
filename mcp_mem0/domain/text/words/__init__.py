"""The words by which texts are found: which of them count, and in what ways they may be written.

Nothing here knows of the index or of ranking; `search_text` writes what is indexed and asked.
"""

"""Moving a store to another embedding model: which texts are embedded anew, and in which order.

How vectors are stored and exchanged is `adapters/lancedb_records/reembedding`.
"""

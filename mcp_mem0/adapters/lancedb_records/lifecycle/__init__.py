"""Opening, healing, migrating and maintaining a store.

Reading and writing rows is beside this folder.
"""

"""Opening, migrating and maintaining a store.

Reading and writing rows is beside this folder, and so is healing.
"""

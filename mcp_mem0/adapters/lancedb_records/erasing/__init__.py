"""What an erase does in the store: its steps, its mark in the table, and the search that proves it.

Nothing here decides which rows are erased: that is in `services`.
"""

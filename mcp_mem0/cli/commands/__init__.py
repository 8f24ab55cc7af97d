"""One file for each command: its options, and how it answers a person or a program.

What several commands share is in the other rooms of `cli`.
"""

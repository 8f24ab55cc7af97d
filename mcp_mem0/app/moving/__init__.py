"""Moving a memory: the files that it goes to and comes from, joined with what reads and writes it.

A store that is to be moved is opened here too, where it is not opened as the tools open it. What an
export is made of is `services/transfer`.
"""

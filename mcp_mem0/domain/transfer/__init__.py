"""The formats in which a memory leaves this program and comes back: lines, and pages to read.

Nothing here reads or writes a file: that is `adapters/transfer_files`.
"""

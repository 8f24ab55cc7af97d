"""Parsing the command line: flags, help, completion, exit codes.

Each command's own options are in `commands`.
"""

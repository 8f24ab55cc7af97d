"""How a command line is read: flags, help, completion, exit codes.

Each command's own options are in `commands`.
"""

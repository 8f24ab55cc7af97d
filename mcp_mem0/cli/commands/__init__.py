"""One file for each command: its options, and how it answers a person or a program."""

"""Reading files that nobody can trust: bounded, without running or unpacking anything.

What their records mean is beside this folder, in its own.
"""

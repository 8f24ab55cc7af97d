"""What lifecycle hooks of clients run.

It must start fast.
"""

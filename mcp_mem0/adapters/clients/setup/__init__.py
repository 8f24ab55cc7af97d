"""Writing our entries into clients' files and taking them out again.

What hooks do then is `clients/hooks`.
"""

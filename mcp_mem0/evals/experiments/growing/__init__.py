"""How memories fare while a conversation grows, is corrected, forgets and is maintained.

Each import names the module it needs; nothing is re-exported here.
"""

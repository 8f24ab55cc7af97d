"""Words of each language that rules ask for: what asks, what acknowledges, what only joins.

No rule here knows of memories; names are in the folder beside this one.
"""

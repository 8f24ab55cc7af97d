"""The grammar of orders to forget: what it is in each language, and how a clause is read with it.

No rule here knows of facts or decisions; `forget_commands` says what an order may not do.
"""

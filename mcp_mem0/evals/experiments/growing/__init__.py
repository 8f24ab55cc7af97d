"""How memories fare while a conversation grows, is corrected, forgets and is maintained.

What many clients find at the same time is `evals/experiments/clients`.
"""

"""What makes two statements contradict each other, by rules over their words.

No rule about periods or relations is here: `contradiction` puts all of them together, and what
becomes of a conflict is not decided here.
"""

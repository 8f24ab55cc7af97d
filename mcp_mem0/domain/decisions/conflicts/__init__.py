"""What makes two statements contradict each other, by rules over their words.

Periods, relations and what becomes of a conflict are outside.
"""

"""What is so now and what it replaced or may outdate, among the rows of an answer.

Whether two statements contradict each other is not decided here but in `domain/decisions`.
"""

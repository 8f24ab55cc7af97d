"""What is stored and decided, as frozen values.

No rule about words and no text for a reader belongs here.
"""

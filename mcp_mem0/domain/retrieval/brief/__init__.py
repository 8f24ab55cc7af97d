"""What the brief tells, and in which order: facts and messages by what they are about.

Nothing here answers a question: how rows are ranked for one is beside this folder.
"""

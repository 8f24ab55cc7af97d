"""Recognising what a statement is about: safety, who the user is, orders to assistants, plans.

Word lists of fifteen languages and the rules over them. Nothing here ranks or selects: that is
`domain/retrieval`.
"""

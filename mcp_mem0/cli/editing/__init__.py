"""Editing our own files in a person's editor.

Other programs' files are edited by `adapters/clients`, without an editor.
"""

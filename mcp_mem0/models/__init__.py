"""Models that ship with the package, each in a folder with its licence and provenance.

No code belongs here: `adapters/models` runs them.
"""

"""The answers of the services, as values.

Rendering them as text or JSON is `rendering`.
"""

"""Moving a store to another embedding model, while others read it and write to it.

Which texts are embedded anew, and by what, is `services/reembed`.
"""

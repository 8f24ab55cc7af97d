"""What a name looks like in each script, and which words are none.

Which names a text mentions is put together beside this folder, in `entity_extraction.py`.
"""

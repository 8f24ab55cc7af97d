"""Commands that connect assistants.

They configure clients and run servers; none reads a memory itself.
"""

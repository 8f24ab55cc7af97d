"""Recognising what was forgotten when it comes again, without keeping its words.

What a statement says is read as items (`items`), of which a fingerprint keeps salted hashes
(`prints`); `recognition` compares later words with them, and `holding` takes out those that say
the same.
"""

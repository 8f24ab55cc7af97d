"""The explorer: the page that shows a memory in a browser, as it is served.

No code of Python belongs here: `server/explorer` serves these files and answers what they ask.
"""

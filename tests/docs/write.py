"""Writes the reference pages anew: `python -m tests.docs.write`."""

from tests.docs.pages import pages

if __name__ == "__main__":
    for file, text in pages().items():
        file.write_text(text, encoding="utf-8")

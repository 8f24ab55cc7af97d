"""Texts of a call in words: cleaned as the messages of a conversation are, and checked.

Names that are no words, such as a session or a tag, are refused instead: they would be others.
"""

import sys
from dataclasses import dataclass, field

from mcp_mem0.domain.requests.limits import Limits
from mcp_mem0.domain.requests.parsing.long_query import shorten_query
from mcp_mem0.domain.text.cleaning import clean_text, is_clean
from mcp_mem0.domain.text.normalise import check_name, check_text, drop_blank, has_half_character


@dataclass(frozen=True, slots=True)
class CleanedTexts:
    """Cleans the texts of one call, and knows from which something was removed."""

    _names: list[str] = field(default_factory=list[str])

    def read_text(self, text: str, *, name: str, chars_max: int) -> str:
        """Return a text as `check_text` does, without control characters.

        Raises:
            RequestError: It is blank or too long, or has lone surrogates.
        """
        return check_text(self._clean(text, name), name=name, chars_max=chars_max)

    def read_name(self, text: str, *, name: str) -> str:
        """Return a name as `check_name` does, cleaned in the same way.

        Raises:
            RequestError: It is blank or too long, or has lone surrogates.
        """
        return check_name(self._clean(text, name), name=name)

    def describe(self) -> tuple[str, ...]:
        """Return the line for the caller that says what was removed; none if nothing was."""
        if not self._names:
            return ()
        return (f"left out: control characters in {', '.join(self._names)}",)

    def _clean(self, text: str, name: str) -> str:
        if has_half_character(text):
            # A letter is lost, and only who sent it knows which.
            return text
        if not is_clean(text):
            self._names.append(name)
        return clean_text(text)


def parse_query(query: str | None, limits: Limits) -> tuple[str | None, tuple[str, ...]]:
    """Return what is searched for, cleaned and as far as it fits, and notes if it did not.

    What is cleaned away is not told: no word is lost by it, and nothing of a query is kept.

    Raises:
        RequestError: Nothing of it can be seen.
    """
    given = None if query is None else drop_blank(clean_text(query))
    if given is None:
        return None, ()
    words = check_text(given, name="query", chars_max=sys.maxsize)
    if len(words) <= limits.query_chars_max:
        return words, ()
    return shorten_query(words, limits.query_chars_max)

"""Who said a message, whom a fact is about, and which of these people a question names.

People are compared by keys: the normalised name, and `USER` for whoever uses the memory.
"""

import re
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Final

from mcp_mem0.domain.grounding.first_person import has_speaker_word
from mcp_mem0.domain.model.rows import Excerpt, Fact
from mcp_mem0.domain.text.entity_matching import find_names
from mcp_mem0.domain.text.normalise import (
    begins_spaceless,
    find_first_word,
    normalise_name,
    replace_marks,
)
from mcp_mem0.domain.text.search_text import extract_speaker
from mcp_mem0.domain.text.word_lists import ROLE_WORDS

USER: Final = "user"
"""The key of the user, whom "I" and "the user" name."""

_SELF: Final = frozenset({"i", "i'm", "i've", "i'll", "i'd", "my", "me", "we", "our", "users"})


def find_person(row: Fact | Excerpt) -> str | None:
    """Return the key of who said an excerpt, or of whom a fact is about; None if it names nobody.

    A fact is about the name that it begins with.
    """
    if isinstance(row, Excerpt):
        return normalise_name(extract_speaker(row.index_text, row.text)) or None
    first = find_first_word(row.text)
    if first == USER or first in _SELF:
        return USER
    # Of a script without spaces the first word is only a sign of the name.
    said = row.text.casefold() if begins_spaceless(first) else ""
    person: str | None = None
    for name in map(normalise_name, row.entities):
        begins = said.startswith(name) if said else name == first or name.startswith(f"{first} ")
        if begins and (person is None or len(name) > len(person)):
            person = name
    return person


def find_named_people(text: str, people: Iterable[str]) -> frozenset[str]:
    """Return which of some people a question names, by their whole or their first name."""
    by_name: dict[str, set[str]] = {}
    for person in people:
        if person not in ROLE_WORDS:
            by_name.setdefault(person, set()).add(person)
            by_name.setdefault(person.split()[0], set()).add(person)
    named = {person for name in find_names(text, by_name) for person in by_name[name]}
    return frozenset(named | ({USER} if is_about_user(text) else set()))


def is_about_user(text: str) -> bool:
    """Return whether a question is about whoever asks: it says "I", "my" or "the user"."""
    return has_speaker_word(text, text) or bool(find_names(text, {USER}))


def leave_out_names(text: str, people: Collection[str]) -> str:
    """Return a question without the names of some people; the whole of it if nothing is left."""
    names = {person for person in people if person not in ROLE_WORDS}
    if not names:
        return text
    shorter = _compile_names(frozenset(names)).sub(" ", replace_marks(text))
    shorter = " ".join(shorter.split())
    return shorter if any(char.isalnum() for char in shorter) else text


@lru_cache(maxsize=256)
def _compile_names(names: frozenset[str]) -> re.Pattern[str]:
    parts = {form for name in names for form in (name, name.split()[0])}
    longest_first = sorted(map(re.escape, parts), key=lambda part: (-len(part), part))
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest_first)})(?:'s)?(?!\w)", re.IGNORECASE)

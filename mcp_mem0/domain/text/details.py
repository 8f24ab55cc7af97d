"""The names, numbers and dates of a text, and which of them another text no longer has."""

import re
from collections.abc import Iterable
from typing import Final

from mcp_mem0.domain.text.entity_extraction import extract_entities
from mcp_mem0.domain.text.entity_matching import find_names
from mcp_mem0.domain.text.normalise import normalise_name, split_words
from mcp_mem0.domain.text.word_lists import DATES

DETAILS_MAX: Final = 10
"""Most missing details that are listed, the first ones."""

_NUMBER: Final = re.compile(r"\d+(?:[.,:/-]\d+)*")


def find_missing_details(before: str, after: str, names: Iterable[str] = ()) -> tuple[str, ...]:
    """Return what an earlier text names and a later one does not, as the earlier one spells it.

    Args:
        before: The earlier text.
        after: The later text.
        names: More names of the earlier text that are looked up in the later one.
    """
    known = {normalise_name(name): name for name in (*extract_entities(before), *names)}
    kept = set(find_names(after, known))
    numbers = set(_NUMBER.findall(after))
    words = set(split_words(after))
    # A number within a name or a date ("GPT-4", "2021-05") counts as said by itself, too.
    digits = {part for number in numbers for part in re.split(r"\D", number)} | words
    missing = [
        *(name for key, name in known.items() if key not in kept and _is_in(name, before)),
        *(each for each in _NUMBER.findall(before) if each not in numbers and each not in digits),
        *(word for word in before.split() if _is_date_word(word) and _fold(word) not in words),
    ]
    return tuple(dict.fromkeys(missing))[:DETAILS_MAX]


def _is_in(name: str, text: str) -> bool:
    return bool(find_names(text, {normalise_name(name)}))


def _is_date_word(word: str) -> bool:
    return word[:1].isupper() and _fold(word) in DATES


def _fold(word: str) -> str:
    return word.strip(".,;:!?()").casefold()

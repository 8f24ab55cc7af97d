"""Telling things of one kind apart: two invoices, two releases, two people's homes.

Words about one of them share its kind with what is known of the other, and that is not enough.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from mcp_mem0.domain.grounding.content_words import is_content_word, list_content_words
from mcp_mem0.domain.text.entity_extraction import extract_entities
from mcp_mem0.domain.text.normalise import split_plain_words
from mcp_mem0.domain.text.word_lists import DATES

SUBJECT_WORDS_MAX: Final = 4
"""How many words at the start of a fact may name what it is about."""

GENERIC_MAX: Final = 1
"""So many shared words are only the kind of a thing, if its names and numbers differ."""


def has_other_number(words: str, known: str, *, is_subject_only: bool) -> bool:
    """Return whether words give a thing of a known fact another number: invoice 312, not 311.

    Args:
        words: The quoted words.
        known: The fact's text.
        is_subject_only: Whether only what the fact begins with counts, because a number further on
            may be a value that changed, such as a port.
    """
    spoken, kept = split_plain_words(words), split_plain_words(known)
    ours = _list_numbered(spoken)
    theirs = _list_numbered(kept[:SUBJECT_WORDS_MAX] if is_subject_only else kept)
    kinds = {kind for kind, _ in ours} & {kind for kind, _ in theirs}
    return any(
        {number for one, number in ours if one == kind}.isdisjoint(
            number for one, number in theirs if one == kind
        )
        for kind in kinds
    )


def has_other_names(words: str, known: str, names: Iterable[str]) -> bool:
    """Return whether words and a fact share no more than a kind, and each names its own thing."""
    spoken, kept = list_content_words(words), list_content_words(known)
    shared = set(spoken) & set(kept)
    ours = {word for name in extract_entities(words) for word in list_content_words(name)}
    theirs = {word for name in names for word in list_content_words(name)}
    ours |= {word for word in spoken if word.isdigit()}
    theirs |= {word for word in kept if word.isdigit()}
    return (
        len(shared) <= GENERIC_MAX
        and shared.isdisjoint(ours | theirs)
        and bool(ours - set(kept))
        and bool(theirs - set(spoken))
    )


def _list_numbered(words: Sequence[str]) -> set[tuple[str, str]]:
    """Return each thing that a number right after it tells from others, with that number."""
    return {
        (kind, number)
        for kind, number in pairwise(words)
        if number.isdigit() and not kind.isdigit() and kind not in DATES and is_content_word(kind)
    }

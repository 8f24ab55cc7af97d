"""Deciding whether two facts may be about the same matter, not only about the same people."""

from collections.abc import Iterable

from mcp_mem0.domain.grounding.relevance import has_common_words
from mcp_mem0.domain.text.entity_extraction import extract_entities
from mcp_mem0.domain.text.normalise import split_words


def is_about_same(one: str, other: str, names: Iterable[str]) -> bool:
    """Return whether two texts share a word that carries meaning beside the people they name.

    Args:
        one: A text.
        other: Another one.
        names: Names that are known to stand in them; those that the rule finds count, too.
    """
    named = (*names, *extract_entities(one), *extract_entities(other))
    words = {word for name in named for word in split_words(name)}
    words |= {f"{word}'s" for word in words}
    return has_common_words(_leave_out(one, words), _leave_out(other, words))


def _leave_out(text: str, words: set[str]) -> str:
    return " ".join(word for word in split_words(text) if word not in words)

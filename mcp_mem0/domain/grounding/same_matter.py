"""Deciding whether two facts may be about the same matter, not only about the same people."""

from collections.abc import Iterable
from typing import Final

from mcp_mem0.domain.grounding.relevance import has_common_words
from mcp_mem0.domain.text.entity_extraction import extract_entities
from mcp_mem0.domain.text.normalise import split_words
from mcp_mem0.domain.text.word_lists import MANY_VALUED, ROLE_WORDS, SMALL_WORDS, TIME_WORDS

_SAYING_NOTHING: Final = SMALL_WORDS | MANY_VALUED | TIME_WORDS


def is_about_same(one: str, other: str, names: Iterable[str]) -> bool:
    """Return whether two texts share a word beside the people and things that they name.

    "Ana lives in Oslo" and "Ana lives in Rome" do; two things that somebody likes do not, because
    one can like both.

    Args:
        one: A text.
        other: Another one.
        names: Names that are known to stand in them; those that the rule finds count, too.
    """
    named = (*names, *extract_entities(one), *extract_entities(other))
    words = {word for name in named for word in split_words(name)}
    words |= {f"{word}'s" for word in words}
    ours, theirs = (_list_other_words(text, words) for text in (one, other))
    shared = set(ours) & set(theirs) - _SAYING_NOTHING
    is_shared = any(word.removesuffix("s") not in MANY_VALUED for word in shared)
    return is_shared or has_common_words(" ".join(ours), " ".join(theirs))


def _list_other_words(text: str, words: set[str]) -> list[str]:
    return [word for word in split_words(text) if word not in words and word not in ROLE_WORDS]

"""The ways to write a word of a sentence, so that other sentences may write it in another one."""

import re
from functools import lru_cache
from typing import Final

from mcp_mem0.domain.retrieval.links.question_terms import (
    STEM_CHARS_MAX,
    STEM_CHARS_MIN,
    strip_ending,
)
from mcp_mem0.domain.retrieval.links.relation_words import find_relations

_CYRILLIC_ENDING: Final = re.compile(
    "(?<=[а-яіїєґ]{3})(?:ами|ями|ого|его|ому|ему|ыми|ими|ах|ях|ом|ем|ой|ей|ою|ам|ям|ов|ев|ый|ий"
    "|ая|яя|ое|ее|ую|юю|ешь|ет|ишь|ит|ут|ют|ат|ят|[аеиоуыэюяйьі])$"
)


@lru_cache(maxsize=16_384)
def find_forms(word: str, *, is_name: bool = False) -> tuple[str, ...]:
    """Return the ways to write a word, its own first: a name, a relation, a beginning."""
    stem = _strip_word(word)
    groups = [f"#{name}" for name in find_relations(word)]
    exact = f"={word}" if word.isascii() else stem
    first = [exact] if is_name else [*groups[:1], stem]
    plural = [f"={word[:-1]}"] if word.isascii() and word.endswith("s") else []
    return tuple(dict.fromkeys([*first, *groups, stem, exact, *plural]))


def find_sign_forms(run: str, *, is_name: bool) -> tuple[str, ...]:
    """Return the ways to write a run of signs, its own first."""
    groups = [f"#{name}" for name in find_relations(run)]
    return tuple(dict.fromkeys([run] if is_name else [*groups[:1], run]))


def _strip_word(word: str) -> str:
    """Return the beginning of a word that its forms share."""
    stem = _CYRILLIC_ENDING.sub("", word)
    if stem != word:
        return stem
    stem = strip_ending(word)
    is_whole = stem == word[:STEM_CHARS_MAX] and len(word) > STEM_CHARS_MIN
    # "Vote" and "votes": what is left of the one is too short for more than its last letter.
    return stem[:-1] if is_whole and word.endswith(("e", "s", "t")) else stem

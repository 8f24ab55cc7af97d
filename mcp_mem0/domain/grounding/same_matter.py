"""Deciding whether two facts may be about the same matter, not only about the same people."""

from collections.abc import Iterable
from typing import Final

from mcp_mem0.domain.grounding.common_words import has_common_words
from mcp_mem0.domain.text.entity_extraction import extract_entities
from mcp_mem0.domain.text.normalise import split_words, word_set
from mcp_mem0.domain.text.word_lists import MANY_VALUED, ROLE_WORDS, SMALL_WORDS, TIME_WORDS

_SINGLE: Final = (
    word_set(
        "live lives lived living move moves moved moving relocated reside resides settled",
        "wohnt wohne wohnen wohnte lebt lebe leben zog zieht umgezogen woont woonde verhuisd",
        "vive vivo vivía mudó habite habita habitait vit déménagé abita vivono trasferita",
        "trasferito mora moro mudou bor flyttade flyttat flyttede mieszka mieszkam mieszkała",
        "przeprowadziła bydlí живет живёт живу жил жила переехал переехала живе él lakik asuu",
        "yaşıyor taşındı sống يعيش تعيش يسكن تسكن tinggal रहता रहती",
    ),
    word_set(
        "work works worked working employed arbeitet arbeite arbeiten arbeitete werkt werkte",
        "trabaja trabajo trabajaba travaille travaillait lavora lavoro lavorava trabalha trabalho",
        "jobbar arbetar arbejder pracuje pracuję pracował работает работаю работал работала працює",
        "çalışıyor dolgozik työskentelee يعمل تعمل làm bekerja",
    ),
)
"""Verbs of which somebody has one value at a time, by kind: where somebody lives, and works. They
say nothing of who is meant, but two facts with verbs of one kind are about the same matter."""


_SAYING_NOTHING: Final = SMALL_WORDS | MANY_VALUED | TIME_WORDS


def is_about_same(one: str, other: str, names: Iterable[str]) -> bool:
    """Return whether two texts share more than the people they name: a word, or a kind of verb.

    Args:
        one: A text.
        other: Another one.
        names: Names that are known to stand in them; those that the rule finds count, too.
    """
    named = (*names, *extract_entities(one), *extract_entities(other))
    words = {word for name in named for word in split_words(name)}
    words |= {*ROLE_WORDS, *(f"{word}'s" for word in words)}
    ours, theirs = set(split_words(one)), set(split_words(other))
    if any(not (ours.isdisjoint(kind) or theirs.isdisjoint(kind)) for kind in _SINGLE):
        return True
    shared = (ours & theirs) - words - _SAYING_NOTHING
    if any(word.removesuffix("s") not in MANY_VALUED for word in shared):
        return True
    return has_common_words(_leave_out(one, words), _leave_out(other, words))


def _leave_out(text: str, words: set[str]) -> str:
    return " ".join(word for word in split_words(text) if word not in words)

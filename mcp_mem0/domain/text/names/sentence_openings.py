"""Whether the lone word that opens a sentence is somebody's name, shown by what follows it.

It is a name before

- the verb of one person, in the languages of the lists ("Sofia uses", "Anna wohnt", "Иван
  живёт"), between which an adverb, a negation or a reflexive may stand ("Ana never eats",
  "Lucía se mudó");
- another name after a comma or an "and", or somebody of theirs ("Ana, Ben", "Ana and her sister").

A few hundred things that open a sentence without an article are no names, and neither is a word
before a noun ("Server alpha", "Team members meet"). Scripts of which no verbs are known keep the
older rule: any word in lower case may be one.
"""

import re
from itertools import islice
from typing import Final

from mcp_mem0.domain.text.names.name_words import (
    ADVERBS,
    AND_WORDS,
    BASE_VERBS,
    COMMON_NOUNS,
    DATES_WITH_CAPITALS,
    FINITE_VERBS,
    FIRST_WORDS,
    OWNERS,
    PAST_VERBS,
    SINGULAR_VERBS,
)
from mcp_mem0.domain.text.word_lists import DATES, NEVER_ALONE, OPENERS, SMALL_WORDS, build_set

FOLLOWING_MAX: Final = 5
"""How many words after the first are read."""

_BETWEEN_MAX: Final = 2
"""Most adverbs between a name and its verb."""

_FOLLOWING: Final = re.compile(r"[ \u00a0](?P<word>\w+(?:[-']\w+)*)")
_LISTED: Final = re.compile(r", (?P<word>\w+)")
_RELATIVES: Final = frozenset({"who", "whose"})
_DETERMINERS: Final = frozenset({"the", "a", "an", "its", "his", "her", "their", "our", "my"})
_KNOWN_SCRIPTS: Final = re.compile("[a-z\u00df-\u024f\u0400-\u052f]")
_ELIDED: Final = re.compile(r"^(?:[nmtsly]|qu)'")
_DENIED: Final = re.compile(r"n't$")
_PAST_OF_ROMANCE: Final = re.compile(r"\w{2,}(?:[óò]|\wou|aba|ía)")
_VERB_OF_POLISH: Final = re.compile(r"\w{2,}uje|\w*[aeiyęuó]ła?")
_VERB_OF_RUSSIAN: Final = re.compile(
    r"\w{2,}(?:[еёи]т(?:ся)?|[аяеиоуы]л(?:а|ся|ась)?)|\wёт|по?ш(?:ёл|ла)|ест"
)
_FRENCH: Final = build_set(
    "un une le la les des du deux trois son sa ses quatre été mal peur faim aussi toujours"
)
_NO_NAMES: Final = SMALL_WORDS | DATES | DATES_WITH_CAPITALS | OPENERS | NEVER_ALONE | FIRST_WORDS


def is_subject(first: str, text: str, end: int) -> bool:
    """Return whether the first word of a sentence is somebody's or something's name.

    Args:
        first: The word, in lower case.
        text: The text.
        end: Where the word ends in it.
    """
    if first in COMMON_NOUNS or first in PAST_VERBS:
        return False
    listed = _LISTED.match(text, end)
    if listed is not None:
        second = listed["word"]
        return second in _RELATIVES or (second[0].isupper() and second.casefold() not in _NO_NAMES)
    return _is_before_verb(first, _list_following(text, end))


def _list_following(text: str, end: int) -> list[str]:
    """Return the words after the first one, up to the first sign between them."""
    words: list[str] = []
    while len(words) < FOLLOWING_MAX and (match := _FOLLOWING.match(text, end)) is not None:
        words.append(match["word"])
        end = match.end()
    return words


def _is_before_verb(first: str, following: list[str]) -> bool:
    if following and following[0] in AND_WORDS:
        return _is_second_subject(following[1:])
    for place, word in enumerate(following[: _BETWEEN_MAX + 1]):
        if word[0].islower() and _is_verb(first, word, following[place + 1 :]):
            return True
        if word not in ADVERBS and not word.endswith("ly"):
            return False
    return False


def _is_second_subject(following: list[str]) -> bool:
    second = next(iter(following), "")
    return second in OWNERS | {"I"} or (second[:1].isupper() and second.casefold() not in _NO_NAMES)


def _is_verb(first: str, word: str, rest: list[str]) -> bool:
    """Whether a word after the first is a verb of one person."""
    if _KNOWN_SCRIPTS.match(word) is None:
        return word not in _NO_NAMES
    plain = _DENIED.sub("", _ELIDED.sub("", word, count=1))
    if plain == "a":
        # French "has"; English "a" follows no name.
        return not _FRENCH.isdisjoint(islice(rest, 2)) or _has_participle(rest)
    if plain != word and _ELIDED.match(word):
        return True
    if plain in FINITE_VERBS:
        return True
    if plain in _NO_NAMES:
        return False
    return _has_verb_ending(first, plain, rest)


def _has_participle(rest: list[str]) -> bool:
    return rest[:1] != [] and rest[0].endswith(("é", "ée", "u", "ido", "ado"))


def _has_verb_ending(first: str, word: str, rest: list[str]) -> bool:
    if not word.isascii():
        return any(
            pattern.fullmatch(word)
            for pattern in (_PAST_OF_ROMANCE, _VERB_OF_POLISH, _VERB_OF_RUSSIAN)
        )
    if len(word) > len("red") and word.endswith("ed"):
        return True
    if word.endswith("s") and not word.endswith(("ss", "us", "'s")) and len(word) > len("was"):
        # "Team members meet", "Casas grandes son"; but "Postgres stores the rows", "James reads".
        is_singular = word in SINGULAR_VERBS or not _DETERMINERS.isdisjoint(rest[:1])
        is_plural = first.endswith("s") and not is_singular
        return not is_plural and BASE_VERBS.isdisjoint(rest[:1])
    return (
        _PAST_OF_ROMANCE.fullmatch(word) is not None or _VERB_OF_POLISH.fullmatch(word) is not None
    )

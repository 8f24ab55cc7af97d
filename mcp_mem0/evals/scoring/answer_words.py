"""The words of an answer, as measures over words compare them: without case, articles and endings.

English goes the way of LoCoMo's own script (task_eval/evaluation.py of snap-research/locomo):
commas, case, punctuation and articles are dropped in that order, then Porter's stems are taken. In
other languages every sign that is no letter, mark or digit divides words, and Snowball's stems are
taken. A sign of a script that is written without spaces is a word of its own.
"""

import re
import string
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Final, Protocol, cast

import snowballstemmer

from mcp_mem0.domain.text.normalise import SPACELESS, unify_marks

ENGLISH: Final = "en"
_ENGLISH_ARTICLES: Final = re.compile(r"\b(?:a|an|the|and)\b")
_PUNCTUATION: Final = str.maketrans("", "", string.punctuation)

_ARTICLES: Final = {
    "de": "der die das den dem des ein eine einen einem einer eines und",
    "es": "el la los las un una unos unas y",
    "fr": "le la les l un une des et",
    "it": "il lo la i gli le l un uno una e",
    "nl": "de het een en",
    "pt": "o a os as um uma uns umas e",
    "ru": "и",
    "sv": "en ett och",
}
"""Articles and "and", which the script drops in English."""

_ALGORITHMS: Final = {
    ENGLISH: "porter",
    "ar": "arabic",
    "de": "german",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hi": "hindi",
    "it": "italian",
    "nl": "dutch",
    "pl": "polish",
    "pt": "portuguese",
    "ru": "russian",
    "sv": "swedish",
    "tr": "turkish",
}
"""Snowball's names of its stemmers; the words of other languages stay as they are."""


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 - the library's name


def split_answer_words(text: str, language: str) -> tuple[str, ...]:
    """Return the stems of the words of an answer, in order; `language` is a code of ISO 639-1."""
    words = _split_english(text) if language == ENGLISH else _split_other(text, language)
    return tuple(map(_load_stemmer(language), words))


def _split_english(text: str) -> list[str]:
    plain = text.replace(",", "").lower().translate(_PUNCTUATION)
    return _ENGLISH_ARTICLES.sub(" ", plain).split()


def _split_other(text: str, language: str) -> list[str]:
    folded = unicodedata.normalize("NFKC", unify_marks(text)).casefold()
    spaced = SPACELESS.sub(lambda match: f" {match[0]} ", folded)
    signs = (char if unicodedata.category(char)[0] in "LMN" else " " for char in spaced)
    articles = _ARTICLES.get(language, "").split()
    return [word for word in "".join(signs).split() if word not in articles]


@cache
def _load_stemmer(language: str) -> Callable[[str], str]:
    """Return what takes the stem of a word, or leaves it as it is."""
    if language not in _ALGORITHMS:
        return str
    stemmer = cast("_Stemmer", snowballstemmer.stemmer(_ALGORITHMS[language]))  # pyright: ignore[reportUnknownMemberType]
    return stemmer.stemWord

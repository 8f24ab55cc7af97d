"""Guessing the language of a text by its script, then by its function words.

Names, numbers, code and single words have no function words, and so no language: nothing is said
where it is not clear. A detection library would name more languages, but the smallest that we know
take megabytes and longer than all of recall (docs/decisions/0013-languages.md).
"""

import re
from collections import defaultdict
from functools import lru_cache
from typing import Final

from mcp_mem0.domain.text.languages.function_words import (
    LETTERS_BY_LANGUAGE,
    SCRIPT_WORDS,
    WORDS_BY_LANGUAGE,
)
from mcp_mem0.domain.text.languages.late_patterns import compile_late

READ_CHARS_MAX: Final = 400
"""How much of a text is read: its beginning is in the language of the rest."""

GUESSES_KEPT: Final = 4_096
"""How many texts are remembered with their language: the same rows are found again and again."""

HITS_MIN: Final = 2
"""How many function words or letters must show a language that is written in Latin letters."""

SENTENCE_WORDS: Final = 4
"""In another script a text of so many words is more than a name, with or without a function word.
"""

SIGN_LETTERS: Final = 3
"""How many letters a sign of East Asia stands for where scripts are mixed."""

CLEAR_POINTS: Final = 1.0
"""How many function words a language needs; a word that several share counts as a part of one."""

CLEAR_LEAD: Final = 1.25
"""How many times as many as the next one."""

LETTER_POINTS: Final = 0.8
"""What a letter counts that is found in hardly any other language."""

SCRIPT_SHARE: Final = 0.5
"""A script is the text's own if it has this share of the letters; a name in another is none."""

# What stands in code or in an address is no word, and neither is the "s" of a possessive.
_WORD: Final = re.compile(
    r"(?<![\w./\\=<>{}@#-])(?!(?<=\w['’])s\b)[^\W\d_]+(?![\w/\\=<>{}(@]|\.\w)"
)
_ELISION: Final = re.compile(
    r"(?<!\w)(?:[ljcn]|qu)['’]\w|(?<=\w)-(?:t-)?(?:il|elle|on|ce|vous|je|tu)\b"
)
_ELISION_SIGNS: Final = ("'", "’", "-")
_LETTER: Final = re.compile(r"[^\W\d_]")
_SIGN: Final = re.compile("[\u3041-\u30fa\u3400-\u9fff\uac00-\ud7af]")
_SCRIPTS: Final[tuple[tuple[str, str], ...]] = (
    ("ja", "[\u3041-\u30fa]"),
    ("ko", "[\u1100-\u11ff\uac00-\ud7af]"),
    ("zh", "[\u3400-\u9fff\U00020000-\U0003ffff]"),
    ("th", "[\u0e00-\u0e7f]"),
    ("he", "[\u0590-\u05ff]"),
    ("fa", "[\u067e\u0686\u0698\u06a9\u06af\u06cc]"),
    ("ar", "[\u0600-\u06ff]"),
    ("hi", "[\u0900-\u097f]"),
    ("el", "[\u0370-\u03ff\u1f00-\u1fff]"),
    ("uk", "[\u0454\u0456\u0457\u0491]"),
    ("ru", "[\u0400-\u04ff]"),
)
"""Languages by a letter that shows them; where two share a script, the one with its own first."""

_OTHER_LETTER: Final = re.compile("[^\u0000-\u02af\u0300-\u036f\u1e00-\u1eff\u2000-\u206f\\W\\d_]")
"""A letter of a script that is not Latin."""

_SENTENCE_SIGNS: Final = {
    "zh": "[的是在了我你他她它们們有不吗嗎呢什谁誰哪几幾多怎为為和给給把被也都就很要会會能]"
    "|[\u3400-\u9fff]{6}",
    "ja": "[\u3041-\u3096]",
    "ko": "(?:은|는|이|가|을|를|에|에서|의|도|요|다|까|니|야)(?![\uac00-\ud7af])",
    "th": ".{9}",
}
"""What shows that a text in a script without spaces is more than a name."""

LANGUAGE_NAMES: Final = {
    "ar": "Arabic",
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "en": "English",
    "es": "Spanish",
    "fa": "Persian",
    "fi": "Finnish",
    "fr": "French",
    "he": "Hebrew",
    "hi": "Hindi",
    "id": "Indonesian",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sv": "Swedish",
    "th": "Thai",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "zh": "Chinese",
}
"""What each language that can be guessed is called, by its code (ISO 639-1)."""


def _count_languages() -> dict[str, dict[str, float]]:
    """Return, for each function word, its points for each language that has it."""
    owners: defaultdict[str, list[str]] = defaultdict(list)
    for language, words in WORDS_BY_LANGUAGE.items():
        for word in words:
            owners[word].append(language)
    return {
        word: dict.fromkeys(languages, 1 / len(languages)) for word, languages in owners.items()
    }


_POINTS: Final = _count_languages()
_LETTERS: Final = {
    letter: language for language, letters in LETTERS_BY_LANGUAGE.items() for letter in letters
}


@lru_cache(maxsize=GUESSES_KEPT)
def guess_language(text: str) -> str | None:
    """Return the language of a text as an ISO 639-1 code, or None if it is not clear."""
    read = text[:READ_CHARS_MAX]
    others = [] if read.isascii() else _OTHER_LETTER.findall(read)
    if not others:
        return _guess_by_words(read)
    weight = len(others) + (SIGN_LETTERS - 1) * len(_SIGN.findall(read))
    latin = len(_LETTER.findall(read)) - len(others)
    if weight < SCRIPT_SHARE * (weight + latin):
        return _guess_by_words(read)
    language = next((name for name, letter in _SCRIPTS if compile_late(letter).search(read)), None)
    if language is None or not _is_sentence(read, language):
        return _guess_by_words(read)
    return language


def _is_sentence(text: str, language: str) -> bool:
    """Whether a text in another script is more than a name."""
    if language in _SENTENCE_SIGNS:
        return compile_late(_SENTENCE_SIGNS[language]).search(text) is not None
    words = text.lower().split()
    return len(words) >= SENTENCE_WORDS or not SCRIPT_WORDS.isdisjoint(
        word.strip(".,!?;:؟«»\"'") for word in words
    )


def _guess_by_words(text: str) -> str | None:
    """Return the Latin language that has the most of a text's small words."""
    points: defaultdict[str, float] = defaultdict(float)
    hits: defaultdict[str, int] = defaultdict(int)
    is_shouted = text.isupper()
    for spelled in _WORD.findall(text):
        if is_shouted or not (spelled.isupper() and len(spelled) > 1):
            for language, share in _POINTS.get(spelled.lower(), {}).items():
                points[language] += share
                hits[language] += 1
    for language in _list_shown(text):
        points[language] += LETTER_POINTS
        hits[language] += 1
    ranked = sorted(points.items(), key=lambda each: (-each[1], each[0]))
    (language, best), (_, second) = [*ranked, ("", 0.0), ("", 0.0)][:2]
    is_clear = best >= CLEAR_POINTS and best >= CLEAR_LEAD * second
    return language if is_clear and hits[language] >= HITS_MIN else None


def _list_shown(text: str) -> list[str]:
    """Return the languages that letters and elisions of a text show."""
    may_elide = any(sign in text for sign in _ELISION_SIGNS)
    shown = ["fr"] if may_elide and _ELISION.search(text) else []
    if not text.isascii():
        shown += [_LETTERS[letter] for letter in set(text.lower()) & _LETTERS.keys()]
    return shown

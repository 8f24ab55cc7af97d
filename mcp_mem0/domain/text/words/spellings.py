"""Further spellings of what people and programs write in several ways.

The full-text index splits texts at every sign, so "C++" is the word "c", and "reconcileLedger" has
no word in common with "reconcile_ledger". What may be written in another way is therefore written
once more: beside an indexed text, and in the question.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice
from typing import Final

from mcp_mem0.domain.dates import MONTHS
from mcp_mem0.domain.text.normalise import unify_marks
from mcp_mem0.domain.text.words.number_spellings import (
    NUMBER_DOT,
    blank_split_numbers,
    find_number_spellings,
    has_split_number,
)
from mcp_mem0.domain.text.words.stop_words import STOP_WORDS

SPELLINGS_MAX: Final = 100
"""Most further spellings of one text; a passage of prose has a few."""

WORD_CHARS_MAX: Final = 40
"""The index ignores longer words."""

# Names of programs, products and files, and words with a hyphen: signs, capitals or digits inside.
_COMPOUND: Final = re.compile(
    r"\b\w+(?:[._&-]\w+)+"
    r"|\b(?=\w*(?:[a-z][A-Z]|[A-Z]{2}[a-z]|[A-Za-z]\d|\d[A-Za-z]|[^\W_]_[^\W_]))\w+"
)
_JOINT: Final = re.compile(r"[._&-]+")
_PART: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W_A-Za-z\d]+")
_PART_CHARS_MIN: Final = 2
_PARTS_MAX: Final = 6
"""What has more parts is a hash or a key, and none of them is a word."""

_INNER_NUMBER: Final = re.compile(r"\d\.\d")
_ORDINAL_ENDINGS: Final = frozenset({"st", "nd", "rd", "th"})

_SIGNED: Final = re.compile(r"(?<![\w.])(\.)([A-Za-z]\w*)|\b([A-Za-z]\w*)(\+\+?|#)(?![\w+#])")
_SIGN_NAMES: Final = {"+": "plus", "++": "plusplus", "#": "sharp"}

# What a number or a letter belongs to: Route 7, vitamin D, GPT-4. An article ends no clause.
_NUMBERED: Final = re.compile(
    r"\b([^\W\d_]+)[ -](\d{1,4}(?:\.\d+)*|[A-HJ-Z]|a(?= *(?:[?!.,;:)]|$)))"
    r"(?![\w.&-]*\w|[+#])"
)
_DAY: Final = re.compile(r"(?<![\d-])\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?!\d)")


def list_spellings(text: str) -> list[str]:
    """Return the words under which a text is found beside its own, each once."""
    words = dict.fromkeys(filter(_is_short, _find_spellings(_clear_marks(text))))
    return list(islice(words, SPELLINGS_MAX))


def spell_numbers_once(text: str) -> str:
    """Return a text in which each number is one word, for counting the words that texts share."""
    lower = _clear_marks(text).lower()
    return blank_split_numbers(lower) if has_split_number(lower) else lower


def _clear_marks(text: str) -> str:
    plain = unify_marks(text)
    return plain if plain.isascii() else unicodedata.normalize("NFKC", plain)


def _is_short(word: str) -> bool:
    return len(word) <= WORD_CHARS_MAX


def _find_spellings(text: str) -> Iterator[str]:
    """Return the further words of a text, in lower case; some come twice."""
    for match in _COMPOUND.finditer(text):
        yield from _spell_compound(match[0])
    for dot, dotted, name, sign in _SIGNED.findall(text):
        yield (f"dot{dotted}" if dot else f"{name}{_SIGN_NAMES[sign]}").lower()
    if any(map(str.isdigit, text)):
        yield from find_number_spellings(text.lower())
        for month, day in _DAY.findall(text):
            yield from (str(int(day)), MONTHS[int(month) - 1].lower())
    for match in _NUMBERED.finditer(text):
        if match[1].lower() not in STOP_WORDS:
            yield f"{match[1]}{match[2]}".lower().replace(".", NUMBER_DOT)


def _spell_compound(run: str) -> Iterator[str]:
    """Return a compound name as one word, and the parts that nothing separates in it."""
    pieces = [piece for piece in _JOINT.split(run) if piece]
    is_name = not all(map(str.isdigit, pieces)) and not _INNER_NUMBER.search(run)
    if len(pieces) > 1 and is_name:
        yield "".join(pieces).lower()
    for piece in pieces:
        parts = [part.lower() for part in _PART.findall(piece)]
        if 1 < len(parts) <= _PARTS_MAX:
            yield from filter(_is_part, parts)


def _is_part(part: str) -> bool:
    """Return whether a part of a name is a word of its own."""
    return part.isdigit() or (len(part) >= _PART_CHARS_MIN and part not in _ORDINAL_ENDINGS)

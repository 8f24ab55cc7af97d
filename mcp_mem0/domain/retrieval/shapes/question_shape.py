"""Reading from a question whether it asks for one thing, for many, or for what two have in common.

It is read by rules over question words and the number of nouns; the languages are in `shapes`. A
question that no rule knows asks for one thing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from mcp_mem0.domain.retrieval.shapes.asian import CHINESE, JAPANESE, KOREAN
from mcp_mem0.domain.retrieval.shapes.germanic import DUTCH, ENGLISH, GERMAN
from mcp_mem0.domain.retrieval.shapes.grammar import ShapeGrammar, list_word_heads
from mcp_mem0.domain.retrieval.shapes.near_eastern import ARABIC, HINDI, TURKISH
from mcp_mem0.domain.retrieval.shapes.romance import FRENCH, ITALIAN, PORTUGUESE, SPANISH
from mcp_mem0.domain.retrieval.shapes.slavic import POLISH, RUSSIAN
from mcp_mem0.domain.text.normalise import unify_marks

ShapeKind: TypeAlias = Literal["single", "list", "shared", "count"]

QUESTION_CHARS_MAX: Final = 400
"""How much of a question is read: what it asks for stands near its beginning or its end."""

NOUN_WORDS_MAX: Final = 4
"""How many words after a question word are read to find the noun asked for."""

SHAPES_KEPT: Final = 256

_PRECEDENCE: Final[tuple[ShapeKind, ...]] = ("shared", "count", "list", "single")

_LATIN: Final = (ENGLISH, GERMAN, DUTCH, FRENCH, SPANISH, ITALIAN, PORTUGUESE, POLISH, TURKISH)
_SCRIPTS: Final = (
    (re.compile("[\u3041-\u30ff]"), JAPANESE),
    (re.compile("[\uac00-\ud7af]"), KOREAN),
    (re.compile("[\u3400-\u9fff]"), CHINESE),
    (re.compile("[\u0400-\u04ff]"), RUSSIAN),
    (re.compile("[\u0600-\u06ff]"), ARABIC),
    (re.compile("[\u0900-\u097f]"), HINDI),
)
_WORD: Final = re.compile(r"[^\W_][\w\u0900-\u0963]*(?:['’-]\w+)*")
_LETTER: Final = re.compile("[a-zß-ɏ]")
_POSSESSIVE: Final = re.compile(r"['’]s?$")
_VERBS_AFTER: Final = frozenset(
    ("do", "does", "did", "has", "have", "had", "are", "were", "can", "will", "would", "that")
)
_PLAIN_LETTERS: Final = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ё": "е"})
_VOWEL_MARKS: Final = re.compile("[\u064b-\u0652\u0307]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What a question asks for.

    Attributes:
        kind: One thing, all of a kind, what several have in common, or how many there are.
    """

    kind: ShapeKind = "single"

    @property
    def is_plural(self) -> bool:
        """Whether its answer may be in many memories."""
        return self.kind != "single"


@lru_cache(maxsize=SHAPES_KEPT)
def read_shape(text: str) -> Shape:
    """Return what a question asks for, read by rules; a text that asks nothing is single."""
    question = unify_marks(text[:QUESTION_CHARS_MAX]).translate(_PLAIN_LETTERS).strip()
    plain = _VOWEL_MARKS.sub("", question)
    folded = _VOWEL_MARKS.sub("", plain.casefold())
    heads = list_word_heads(_WORD.findall(folded))
    asked = [
        found
        for grammar in _select_grammars(folded)
        if grammar.may_match(heads)
        and (found := _read_question(grammar, plain, folded)) is not None
    ]
    return next((Shape(kind=kind) for kind in _PRECEDENCE if kind in asked), Shape())


def _select_grammars(folded: str) -> Sequence[ShapeGrammar]:
    """Return the grammars of all scripts of a text, which may name things in a foreign one."""
    found = [grammar for script, grammar in _SCRIPTS if script.search(folded) is not None]
    if JAPANESE in found and CHINESE in found:
        found.remove(CHINESE)
    return [*_LATIN, *found] if _LETTER.search(folded) is not None else found


def _read_question(grammar: ShapeGrammar, plain: str, folded: str) -> ShapeKind | None:
    """Return what a question asks for in one language; None if for one thing."""
    counted = grammar.counts.find_end(folded)
    if counted is not None:
        noun = _find_first_noun(grammar, folded[counted:])
        if grammar.has_spaces and (noun is None or noun in grammar.measures):
            return None
        return "count"
    many = grammar.many.find_end(folded)
    nouns = (
        _find_plural(grammar, plain[end:], folded[end:]) for end in grammar.which.find_ends(folded)
    )
    if grammar.shared.find_end(folded) is not None:
        return "shared"
    return "list" if many is not None or any(noun is not None for noun in nouns) else None


def _find_first_noun(grammar: ShapeGrammar, folded: str) -> str | None:
    """Return the first word that is neither skipped nor ends the search."""
    if not grammar.has_spaces:
        return None
    for word in _WORD.findall(folded)[:NOUN_WORDS_MAX]:
        if word in grammar.stops:
            return None
        if word not in grammar.skipped:
            return word
    return None


def _find_plural(grammar: ShapeGrammar, plain: str, folded: str) -> str | None:
    """Return the noun in the plural that a question word stands before, or None."""
    spelled = _WORD.findall(plain)
    words = _WORD.findall(folded)[: NOUN_WORDS_MAX + 1]
    is_first = True
    for place, word in enumerate(words[:NOUN_WORDS_MAX]):
        if word in grammar.stops:
            return None
        if word in grammar.skipped or _POSSESSIVE.search(word):
            continue
        is_cut = spelled[place][:1].isupper() or word in grammar.singular
        if not is_first and is_cut:
            return None
        if _is_plural(grammar, word) and (is_first or _is_noun_last(words[place + 1 :])):
            return word
        if not grammar.nouns_last:
            return None
        is_first = False
    return None


def _is_plural(grammar: ShapeGrammar, word: str) -> bool:
    return word not in grammar.singular and grammar.plural.fullmatch(word) is not None


def _is_noun_last(following: Sequence[str]) -> bool:
    """Whether a word in -s is a noun, and not a verb: "board games did", but "service uses"."""
    return not following or following[0] in _VERBS_AFTER

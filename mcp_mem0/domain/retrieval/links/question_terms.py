"""The terms of a question that a fact or a relation may answer.

A term is covered by a fact that says its word, in any form, or a word of the same relation
(`relation_words`). A chain of facts answers a question of several hops if its facts together cover
what none of them covers alone.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from mcp_mem0.domain.grounding.content_words import is_content_word
from mcp_mem0.domain.retrieval.links.relation_words import find_asked_groups, find_said_groups
from mcp_mem0.domain.text.normalise import SPACELESS, split_plain_words, word_set

TERMS_MAX: Final = 8
"""Most words of a question that are terms: the last ones, which say most."""

STEM_CHARS_MIN: Final = 3
STEM_CHARS_MAX: Final = 6
"""How long the beginning is by which a word of no group is recognised, in letters."""

WORDS_KEPT: Final = 16_384

_ENDINGS: Final = re.compile(
    r"(?:ments?|ings?|ers?|ors?|ies|ed|es|en|er|em|et|te|ten|os|as|ar|ir|[seyaoit])$"
)
_HAVING: Final = re.compile(r"\b(?:do|does|did)\b.*\b(?:have|own)\b|\b(?:have|has|had|got)$")
_HAVE_FORMS: Final = frozenset({"have", "has", "had", "got", "having"})
_EMPTY: Final = word_set(
    # Question words, and words that stand for any person or thing.
    "who whom whose which what when why how many much else both common all every any list name"
    " names named called person people someone somebody anyone one ones man woman thing things kind"
    " kinds type types guy each other same share tell also ever so far",
    "wer wen wem wessen welche welcher welches welchen welchem was wohin woher wann warum wie viele"
    " alles alle heißt namens nenne person personen leute jemand gemeinsam beide noch gibt",
    "qui quel quelle quels quelles quand comment pourquoi combien quoi nom noms personne gens tous"
    " toutes commun appelle autre autres est ce que",
    "quién quiénes cuál cuáles qué cuándo cómo cuánto cuántos cuántas nombre nombres persona"
    " personas gente todos todas común llama otro",
    "chi quale quali che quando come quanto quanti quante nome nomi persona persone gente tutti"
    " tutte comune altro chiama",
    "quem qual quais quando como quanto quantos quantas nome pessoa pessoas todos todas comum",
    "wie welke wat wanneer hoe hoeveel waarom naam persoon mensen alle allemaal gemeen heet",
    "kto kogo komu jaki jaka jakie jakich który która które kiedy jak ile osoba ludzie imię",
    "кто кого кому какой какая какие каких который которая куда когда как сколько человек люди"
    " имя зовут общего",
    "من ما ماذا متى كيف كم أي هي هو اسم شخص الذي التي",
    "कौन क्या कब कैसे कितने कितनी किस किसका नाम व्यक्ति वह जो",
    "kim kimin kime ne nereye hangi hangileri kaç nasıl adı isim kişi olan",
)
_FOLDED: Final = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d"})
_ASCII_WORD: Final = re.compile(r"[a-z0-9]+")
_HAN_RUN: Final = re.compile("[\u3400-\u9fff\u30a1-\u30fc]{2,}")


@dataclass(frozen=True, slots=True)
class QuestionTerm:
    """A word of a question, and the signs by which a word of a fact is seen to mean the same.

    They are the numbers of its groups, and the beginnings by which its other forms are recognised.
    """

    word: str
    signs: frozenset[str | int]

    @property
    def is_weak(self) -> bool:
        """Whether it says little: "have" goes with everything."""
        return self.word in _HAVE_FORMS


class QuestionTerms:
    """The words of a question that count.

    Args:
        terms: The terms.
        named: The words of names in the question, which cover nothing ("the Adriatic tour").
    """

    def __init__(self, terms: Sequence[QuestionTerm], named: frozenset[str]) -> None:
        self.terms: Final = tuple(terms)
        self._signs = frozenset[str | int]().union(*(term.signs for term in self.terms))
        # A word of a name covers nothing.
        self._by_word: dict[str, int] = dict.fromkeys(named, 0)

    def find_covered(self, words: Iterable[str]) -> int:
        """Return the terms that some words cover, a bit for each: its number (`list_numbers`).

        The words are those that `split_terms` returns.
        """
        covered, by_word = 0, self._by_word
        for word in words:
            # The facts around one name repeat their words.
            terms = by_word.get(word)
            if terms is None:
                terms = by_word[word] = self._find_terms(word)
            covered |= terms
        return covered

    def _find_terms(self, word: str) -> int:
        signs = _list_said_signs(word)
        # Few words of a fact have to do with a question.
        if signs.isdisjoint(self._signs):
            return 0
        return sum(
            1 << number
            for number, term in enumerate(self.terms)
            if not signs.isdisjoint(term.signs)
        )


def build_question_terms(question: str, names: Iterable[str] = ()) -> QuestionTerms:
    """Return the terms of a question.

    Args:
        question: The question.
        names: The names in it, which are no terms.
    """
    words = split_terms(question)
    named = frozenset(part for name in names for part in split_terms(name))
    counted = [
        word
        for word in dict.fromkeys(words)
        if word not in named and word not in _EMPTY and _says_something(word, words)
    ][-TERMS_MAX:]
    return QuestionTerms(
        [QuestionTerm(word, find_asked_groups(word) | _list_stems(word)) for word in counted], named
    )


def list_numbers(terms: int) -> Iterator[int]:
    """Yield the numbers of some terms, which are a bit each, in ascending order."""
    while terms:
        lowest = terms & -terms
        yield lowest.bit_length() - 1
        terms ^= lowest


def split_terms(text: str) -> Sequence[str]:
    """Return the words of a text in lower case, without accents."""
    if text.isascii():
        return _ASCII_WORD.findall(text.lower())
    return [word.translate(_FOLDED) for word in split_plain_words(text)]


def _says_something(word: str, words: Sequence[str]) -> bool:
    if word in _HAVE_FORMS:
        # "Which pets does she have?", but not "Which books has she read?".
        return _HAVING.search(" ".join(words)) is not None
    return is_content_word(word) or bool(find_asked_groups(word))


# The same words occur in many facts.
@lru_cache(maxsize=WORDS_KEPT)
def _list_said_signs(word: str) -> frozenset[str | int]:
    """Return the signs of a word of a fact."""
    return find_said_groups(word) | _list_stems(word)


def _list_stems(word: str) -> frozenset[str]:
    """Return the beginnings by which a word is recognised; pairs of signs, if it has no spaces."""
    if SPACELESS.search(word):
        runs = _HAN_RUN.findall(word) or [word[:2]]
        return frozenset(
            run[place : place + 2] for run in runs for place in range(max(1, len(run) - 1))
        )
    return frozenset({strip_ending(word)})


def strip_ending(word: str) -> str:
    """Return the beginning of a word that its forms share, as far as endings tell."""
    stem = word
    while True:
        shorter = _ENDINGS.sub("", stem)
        if shorter == stem or len(shorter) < STEM_CHARS_MIN:
            return stem[:STEM_CHARS_MAX]
        stem = shorter

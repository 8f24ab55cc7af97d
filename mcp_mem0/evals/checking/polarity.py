"""Whether a text says something or denies it: by counting what denies, clause by clause.

Two denials are none: "did not leave" says that somebody is there. In a language of negative concord
("no … nunca") several negations in one clause are one.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from mcp_mem0.evals.checking.language import ENGLISH, Language, load_language
from mcp_mem0.evals.checking.text_forms import (
    LETTER,
    Span,
    drop_overlaps,
    find_words,
    overlap,
    split_clauses,
)

_CONTRAST: Final = ("rather than", "instead of", "statt", "anstatt", "plutôt que", "en lugar de")


_AFFIXES: Final = re.compile(r"(?<!\w)non-(?=\w)|(?<=\w)-free(?!\w)")
"""Parts of English words that deny."""


@dataclass(frozen=True, slots=True)
class Polarity:
    """What of a text denies, in one language and in English."""

    folded: str
    language: Language

    def has_denied(self, values: Collection[Span], idioms: Collection[Span]) -> bool:
        """Return whether the clauses of some values are denied: an odd number of times.

        Args:
            values: Where the values stand.
            idioms: Places that count as values, such as "no longer" where it is expected.
        """
        clauses = self._choose_clauses(values)
        calls_false = self._find_denials(idioms)
        counts = [self._count(clause, [*idioms, *calls_false]) for clause in clauses]
        return any((count + len(calls_false[:1])) % 2 for count in counts)

    def has_said(self, values: Collection[Span], idioms: Collection[Span]) -> bool:
        """Return whether a clause of some values is not denied."""
        clauses = self._choose_clauses(values)
        calls_false = self._find_denials(idioms)
        return any(
            (self._count(clause, [*idioms, *calls_false]) + len(calls_false[:1])) % 2 == 0
            for clause in clauses
        )

    def has_only_contrast(self, values: Collection[Span], idioms: Collection[Span] = ()) -> bool:
        """Return whether some values stand only in contrasts, such as "…, not on the 14th".

        An idiom that is expected, such as "never", opens no contrast.
        """
        clauses = [
            clause
            for clause in split_clauses(self.folded, self.language)
            if any(overlap(clause, value) for value in values)
        ]
        whole = split_clauses(self.folded, self.language)
        return 0 < len(clauses) < len(whole) and all(
            self._is_contrast(clause)
            and not any(overlap(idiom, self._find_opening(clause)) for idiom in idioms)
            for clause in clauses
        )

    def _choose_clauses(self, values: Collection[Span]) -> list[Span]:
        """Return the clauses with some value, without contrasts such as "…, not on the 14th"."""
        clauses = [
            clause
            for clause in split_clauses(self.folded, self.language)
            if any(overlap(clause, value) for value in values)
        ]
        plain = [clause for clause in clauses if not self._is_contrast(clause)]
        return plain or clauses

    def _find_opening(self, clause: Span) -> Span:
        """Return where the first word of a clause begins."""
        words = self.folded[clause[0] : clause[1]]
        start = clause[0] + len(words) - len(words.lstrip())
        return (start, start + 1)

    def _is_contrast(self, clause: Span) -> bool:
        words = self.folded[clause[0] : clause[1]].strip()
        openers = (*self.language.negators, *_CONTRAST)
        return any(words.startswith(f"{opener} ") for opener in openers)

    def _find_denials(self, idioms: Collection[Span]) -> list[Span]:
        """Return where the text calls something false, in its language or in English."""
        words = [*self.language.denials, *load_language(ENGLISH).denials]
        found = drop_overlaps(find_words(self.folded, list(dict.fromkeys(words)), self.language))
        return [span for span in found if not any(_is_within(span, each) for each in idioms)]

    def _count(self, clause: Span, idioms: Collection[Span]) -> int:
        first, last = clause
        text = self.folded[first:last]
        negators = _find_negators(text, self.language)
        ends = find_words(text, self.language.ends, self.language)
        own = [(start - first, end - first) for start, end in idioms]
        spans = [
            span
            for span in drop_overlaps([*negators, *ends])
            # "gave" may be expected where the text has "gave away".
            if not any((overlap if span in ends else _is_within)(span, each) for each in own)
        ]
        ended = sum(span in ends for span in spans)
        denied = len(spans) - ended
        return ended + (min(denied, 1) if self.language.concord else denied)


def _is_within(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def find_negations(folded: str, language: Language) -> list[Span]:
    """Return where a text has a word that denies, or an end, or calls something false."""
    return drop_overlaps(
        [
            *_find_negators(folded, language),
            *find_words(folded, [*language.ends, *language.denials], language),
        ]
    )


def _find_negators(text: str, language: Language) -> list[Span]:
    words: Sequence[str] = [*language.negators, "not", "never"]
    found = find_words(text, list(dict.fromkeys(words)), language)
    found += [match.span() for match in _AFFIXES.finditer(text)]
    if language.suffixes:
        found += [
            match.span() for match in _compile_suffixes(tuple(language.suffixes)).finditer(text)
        ]
    return found


@lru_cache(maxsize=16)
def _compile_suffixes(suffixes: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(f"(?<!{LETTER}){LETTER}{{2,}}(?:{'|'.join(suffixes)}){LETTER}{{0,4}}")

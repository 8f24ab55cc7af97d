"""`StatementText`, a statement beside one expected fact: where it names whom and says what."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from mcp_mem0.evals.checking.case_material import CaseMaterial
from mcp_mem0.evals.checking.date_mentions import DateMention, find_dates
from mcp_mem0.evals.checking.language import Language, load_language
from mcp_mem0.evals.checking.text_forms import (
    Span,
    find_value,
    find_words,
    fold_numbers,
    fold_text,
    list_values,
)
from mcp_mem0.evals.deciding.case_answers import CaseOperation
from mcp_mem0.evals.deciding.decision_cases import ExpectedFact

USER: Final = "user"
_JOIN: Final = re.compile(r"(?<=\w) (?:and|und|et|y|e|och|en|i|и|ve|ja) (?=\w)")
NUMBER_CHARS_MAX: Final = 3
"""A longer number may be a year."""


@dataclass(frozen=True)
class StatementText:
    """One statement beside one expected fact."""

    material: CaseMaterial
    expected: ExpectedFact
    operation: CaseOperation

    @cached_property
    def language(self) -> Language:
        """The language that the fact should be in."""
        return load_language(self.expected.language)

    @cached_property
    def folded(self) -> str:
        """The statement's text, as it is compared.

        What joins two names begins no clause, so it is a sign: "Sara & Nils were not married".
        """
        text = _JOIN.sub(_join_names, self.operation.text)
        return fold_numbers(fold_text(text), self.language)

    @cached_property
    def wording(self) -> str:
        """The statement's text, folded and otherwise as it is."""
        return fold_numbers(fold_text(self.operation.text), self.language)

    @cached_property
    def who_spans(self) -> list[Span] | None:
        """Where it names whom or what it is about, or None if it does not name all of them."""
        return self._find_all(self._name_user(self.expected.who))

    @cached_property
    def says(self) -> list[Span] | None:
        """Where it says what it must, or None if it does not."""
        return self._find_all(self.expected.says)

    @cached_property
    def denies(self) -> list[Span] | None:
        """Where it has what it must deny, or None if it does not or must not."""
        return self._find_all(self.expected.denies) if self.expected.denies else None

    @cached_property
    def idioms(self) -> list[Span]:
        """Where values stand that are no more than themselves: "a … b" holds other words."""
        spans = (
            find_value(self.folded, each, self.language)
            for group in self.expected.says
            for each in group.split("|")
            if "…" not in each
        )
        return [span for span in spans if span is not None]

    @cached_property
    def mentions(self) -> tuple[DateMention, ...]:
        """The dates that it names."""
        # Case tells the month May from the verb.
        has_may = "May" in self.operation.text
        text = self.folded.replace("may", "May") if has_may else self.folded
        return find_dates(text, self.language)

    @cached_property
    def undated(self) -> str:
        """The folded text with spaces for the dates in it."""
        return self.blank((mention.span for mention in self.mentions), self.folded)

    def list_spans(self, groups: Sequence[str]) -> list[list[Span]]:
        """Return, for each group of words, everywhere that the text has one of them."""
        return [
            [
                span
                for each in group.split("|")
                for span in list_values(self.folded, each, self.language)
            ]
            for group in self._name_user(groups)
        ]

    def blank(self, spans: Iterable[Span], text: str) -> str:
        """Return a text with spaces for some places in it, each to the end of its word."""
        for first, last in spans:
            end = next((n for n in range(last, len(text)) if not text[n].isalpha()), len(text))
            text = text[:first] + " " * (end - first) + text[end:]
        return text

    def _name_user(self, groups: Sequence[str]) -> list[str]:
        """Return groups of words in which the user is called as in the language."""
        own = "|".join((*self.language.user_words, USER))
        return [own if group == USER else group for group in groups]

    def _find_all(self, groups: Sequence[str]) -> list[Span] | None:
        found: list[Span] = []
        for group in groups:
            span = self._find_any(group)
            if span is None:
                return None
            found.append(span)
        return found

    def _find_any(self, group: str) -> Span | None:
        spans = (self._find_value(each) for each in group.split("|"))
        return next((span for span in spans if span and not self._is_left(group, span)), None)

    def _find_value(self, value: str) -> Span | None:
        number = fold_numbers(fold_text(value), self.language).strip()
        # An age is not found in the day of a date.
        is_bare = number.isdigit() and len(number) <= NUMBER_CHARS_MAX
        return find_value(self.undated if is_bare else self.folded, value, self.language)

    def _is_left(self, group: str, span: Span) -> bool:
        """Whether a name stands only where something comes from: "from Oslo to Rome"."""
        before = self.folded[: span[0]].rstrip()
        found = next((word for word in self.language.sources if before.endswith(f" {word}")), None)
        if found is None or not group[:1].isupper() or group in self.expected.who:
            return False
        if not find_words(self.folded[span[1] :], self.language.targets, self.language):
            return False
        phrase = f"{found} {self.folded[span[0] : span[1]]}"
        if any(phrase in fold_text(each) for each in self.material.texts):
            return False
        return len(list_values(self.folded, group.partition("|")[0], self.language)) == 1


def _join_names(match: re.Match[str]) -> str:
    """Return a sign for a word that stands before a name, and any other word as it is."""
    return " & " if match.string[match.end()].isupper() else match[0]

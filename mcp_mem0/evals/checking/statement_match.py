"""Whether a statement is the fact that a case expects: who, what, when, and no more."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from mcp_mem0.domain.dates import format_moment
from mcp_mem0.evals.case_answers import CaseOperation
from mcp_mem0.evals.checking.case_material import CaseMaterial, list_numbers
from mcp_mem0.evals.checking.date_mentions import DateMention, ExpectedDate, find_dates
from mcp_mem0.evals.checking.language import ENGLISH, Language, load_language
from mcp_mem0.evals.checking.polarity import Polarity
from mcp_mem0.evals.checking.relation_match import RelationCheck
from mcp_mem0.evals.checking.text_forms import (
    Span,
    find_value,
    find_words,
    fold_numbers,
    fold_text,
    list_values,
    list_words,
    overlap,
    split_clauses,
)
from mcp_mem0.evals.checking.vocabulary import is_alike
from mcp_mem0.evals.decision_cases import ExpectedFact

USER: Final = "user"
SLACK: Final = 1
"""So many words that nobody said may stand beside what is expected: a paraphrase needs some."""

FOREIGN_SLACK: Final = 2
"""The same in a language of which few words are known."""

SIGNS_SLACK: Final = 4
"""The same in signs."""

_SUBJECT: Final = re.compile(
    r" (?:is|was|got|became|has been|had been) (?!told|asked).*", re.DOTALL
)
"""What follows a name that a sentence is about."""

_FUTURE: Final = "will"

_FORM: Final = re.compile(r"\w+(?:ing|ed|ly)")
"""An English verb or adverb by its ending: a clause beside may have one more of them."""

_OWNED: Final = re.compile(r"'s \w+ ")
"""What stands between an owner and a name: "Ana's brother Ivo" is about Ivo."""


@dataclass(frozen=True)
class StatementMatch:
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
        """The statement's text, as it is compared."""
        return fold_numbers(fold_text(self.operation.text), self.language)

    @cached_property
    def says(self) -> list[Span] | None:
        """Where it says what it must, or None if it does not."""
        return self._find_all(self.expected.says)

    @cached_property
    def denies(self) -> list[Span] | None:
        """Where it has what it must deny, or None if it does not or must not."""
        return self._find_all(self.expected.denies) if self.expected.denies else None

    @cached_property
    def is_about_it(self) -> bool:
        """Whether it names who and what is expected, true or not."""
        can_say = bool(self.expected.says) or not self.expected.denies
        has_words = (can_say and self.says is not None) or self.denies is not None
        return has_words and self._find_who() is not None

    def find_problem(self) -> str | None:
        """Return what is wrong with a statement that is about it, or None."""
        return next(self._list_problems(), None)

    def _list_problems(self) -> Iterator[str]:
        yield from self._list_forbidden_words()
        if not self._is_as_true():
            yield "it denies what was said, or says what was denied"
        yield from self._list_subject_problems()
        yield from self._list_hedges()
        yield from self._list_date_problems()
        yield from self._list_number_problems()
        yield from self._list_strange_words()
        yield from self._list_relation_problems()
        targets = self.expected.updates
        if targets and not set(self.operation.targets) <= {*targets}:
            yield f"it updates another fact than {' or '.join(targets)}"
        places = self.expected.messages
        if places and self.operation.position not in places:
            yield "it rests on another message"

    def _find_all(self, groups: Sequence[str]) -> list[Span] | None:
        found: list[Span] = []
        for group in groups:
            span = self._find_any(group)
            if span is None:
                return None
            found.append(span)
        return found

    def _find_any(self, group: str) -> Span | None:
        spans = (find_value(self.folded, each, self.language) for each in group.split("|"))
        return next((span for span in spans if span is not None), None)

    def _list_all_values(self, groups: Sequence[str]) -> list[Span]:
        return [
            span
            for group in groups
            for each in group.split("|")
            for span in list_values(self.folded, each, self.language)
        ]

    def _find_who(self) -> list[Span] | None:
        names = [
            "|".join((*self.language.user_words, USER)) if each == USER else each
            for each in self.expected.who
        ]
        return self._find_all(names)

    def _list_forbidden_words(self) -> Iterator[str]:
        for group in (*self.expected.lacks, *self.material.case.never):
            for word in group.split("|"):
                if fold_numbers(fold_text(word), self.language) in self.folded:
                    yield f"it has {word!r}"

    def _is_as_true(self) -> bool:
        """Whether it affirms what must be said, or denies what must be denied."""
        polarity = Polarity(self.folded, self.language)
        if self.says is not None and (self.expected.says or not self.expected.denies):
            values = self.says or [(0, len(self.folded))]
            if not polarity.has_denied(values, self._list_idioms()):
                return True
        if self.denies is None:
            return False
        return polarity.has_denied(self._list_all_values(self.expected.denies), ())

    def _list_idioms(self) -> list[Span]:
        """Return where values stand that are no more than themselves: "a … b" holds other words."""
        spans = [
            find_value(self.folded, each, self.language)
            for group in self.expected.says
            for each in group.split("|")
            if "…" not in each
        ]
        return [span for span in spans if span is not None]

    def _list_subject_problems(self) -> Iterator[str]:
        """Yield whom the text is about instead, by the order of names in an English sentence."""
        if self.expected.language != ENGLISH or len(self.expected.who) != 1:
            return
        own = self._find_who()
        others = [
            fold_text(name) for name in self.material.people if name not in self.expected.who[0]
        ]
        if not own or not others:
            return
        for start, end in find_words(self.folded, others, self.language):
            name = self.folded[start:end]
            between = self.folded[min(end, own[0][1]) : max(start, own[0][0])]
            if start < own[0][0] and _SUBJECT.fullmatch(between):
                yield f"it is about {name} instead"
            if start > own[0][0] and _OWNED.fullmatch(between):
                yield f"it is about {name} instead"

    def _list_hedges(self) -> Iterator[str]:
        """Yield words for what is uncertain or yet to come, if neither said nor expected."""
        near = self.material.list_near_texts(self.operation.position)
        sources = [fold_text(text) for text in (*near, *self.expected.words)]
        spoken = {word for text in sources for word in list_words(text)}
        hedges = dict.fromkeys([*self.language.hedges, *load_language(ENGLISH).hedges])
        idioms = self._list_idioms()
        for span in find_words(self.folded, list(hedges), self.language):
            word = self.folded[span[0] : span[1]]
            said = any(word in text for text in sources if not self.language.spaced)
            said = said or any(is_alike(word, each) for each in spoken)
            said = said or (word == _FUTURE and self._is_to_come())
            if not said and not any(overlap(span, each) for each in idioms):
                yield f"it is said to be uncertain or yet to come: {word!r}"

    def _is_to_come(self) -> bool:
        """Whether a date that is expected lies after the message."""
        dates = (self.expected.on, self.expected.until, *self.expected.dates)
        today = f"{self.material.case.now:%Y-%m-%d}"
        return any(ExpectedDate(each).last > today for each in dates if each is not None)

    @cached_property
    def _mentions(self) -> list[DateMention]:
        # Case tells the month May from the verb.
        return find_dates(_restore_case(self.folded, self.operation.text), self.language)

    def _list_date_problems(self) -> Iterator[str]:
        expected, operation = self.expected, self.operation
        moments = (operation.valid_from, operation.valid_to)
        for wanted, moment, is_end in zip(
            (expected.on, expected.until), moments, (False, True), strict=True
        ):
            if wanted is None:
                continue
            date = ExpectedDate(wanted)
            is_told = any(date.is_mentioned(each.said) for each in self._mentions)
            if moment is None and not is_told:
                yield f"it does not say {'until ' if is_end else ''}{wanted}"
            if moment is not None and not date.is_met(moment, "end" if is_end else "start"):
                yield f"it {'ends' if is_end else 'begins'} at {format_moment(moment)}"
        yield from self._list_unexpected_edges()
        for mention in self._mentions:
            if not self.material.allows_date(mention.said, expected, operation.position):
                yield f"it names a date that nobody said: {self._cut(mention.span)!r}"

    def _list_unexpected_edges(self) -> Iterator[str]:
        """Yield what is wrong with a start or an end that is not expected."""
        dates = [ExpectedDate(each) for each in self.expected.dates]
        start, end = self.operation.valid_from, self.operation.valid_to
        if start is not None and self.expected.on is None:
            known = {*self.operation.targets}
            since = [fact.said_at for fact in self.material.case.known if fact.name in known]
            days = [*dates, *(ExpectedDate(moment.date().isoformat()) for moment in since)]
            if not self.expected.is_vague:
                days += self.material.list_message_days(self.operation.position)
            if not any(day.is_met(start, "start") for day in days):
                yield f"it begins at {format_moment(start)}"
        if end is not None and self.expected.until is None:
            days = dates if self.expected.on is None else [*dates, ExpectedDate(self.expected.on)]
            if not any(day.is_met(end, "end") for day in days):
                yield f"it ends at {format_moment(end)}"

    def _list_number_problems(self) -> Iterator[str]:
        accounted = self.material.list_numbers(self.expected, self.operation.position)
        for number in list_numbers(self._blank_dates(), self.language):
            if number not in accounted and number.lstrip("0") not in accounted:
                yield f"it has a number that nobody said: {number}"

    def _list_strange_words(self) -> Iterator[str]:
        vocabulary = self.material.build_vocabulary(self.expected)
        folded = self._blank(self._list_idioms(), self._blank_dates())
        values = [*(self.says or ()), *(self.denies or ()), *(self._find_who() or ())]
        english = load_language(ENGLISH)
        strange: list[str] = []
        for first, last in split_clauses(folded, self.language):
            found = vocabulary.list_unexplained(folded[first:last])
            is_beside = not any(overlap((first, last), value) for value in values)
            is_new = len(found) > SLACK or not all(map(_FORM.fullmatch, found))
            if found and ((is_beside and is_new) or not english.thing_words.isdisjoint(found)):
                yield f"it says more than was said: {', '.join(found)}"
            strange += found
        names = [word for word in strange if self._is_name(word)]
        if names:
            yield f"it names what nobody mentioned: {', '.join(names)}"
        if len(strange) > self._choose_slack():
            yield f"it says more than was said: {', '.join(strange)}"

    def _choose_slack(self) -> int:
        if not self.language.spaced:
            return SIGNS_SLACK
        return SLACK if self.expected.language == ENGLISH else FOREIGN_SLACK

    def _is_name(self, word: str) -> bool:
        """Whether a word stands in the text with a capital."""
        if self.expected.language == "de":
            return False
        return f" {word.capitalize()}" in f" {self.operation.text}"

    def _list_relation_problems(self) -> Iterator[str]:
        check = RelationCheck(
            text=fold_text(self.operation.text),
            who=self.expected.who,
            expected=self.material.relations,
            vocabulary=self.material.build_vocabulary(self.expected),
        )
        for relation in self.operation.relations:
            problem = check.find_problem(relation)
            if problem is not None:
                yield f"it {problem}"

    def _blank_dates(self) -> str:
        """Return the text without the dates in it."""
        return self._blank([mention.span for mention in self._mentions], self.folded)

    def _blank(self, spans: Sequence[Span], text: str) -> str:
        for first, last in spans:
            end = next((n for n in range(last, len(text)) if not text[n].isalpha()), len(text))
            text = text[:first] + " " * (end - first) + text[end:]
        return text

    def _cut(self, span: Span) -> str:
        return self.folded[span[0] : span[1]]


def _restore_case(folded: str, text: str) -> str:
    """Return a folded text in which the month May has its capital again, if it had one."""
    return folded.replace("may", "May") if "May" in text else folded

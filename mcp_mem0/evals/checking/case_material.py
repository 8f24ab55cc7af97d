"""`CaseMaterial`, what a case's messages and known facts account for: words, numbers and dates."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from mcp_mem0.domain.dates import parse_instant
from mcp_mem0.domain.model.rows import StatedRelation
from mcp_mem0.evals.checking.date_mentions import (
    ExpectedDate,
    PartialDate,
    find_dates,
    is_year_near,
)
from mcp_mem0.evals.checking.language import ENGLISH, Language, load_language
from mcp_mem0.evals.checking.text_forms import fold_numbers, fold_text, list_words
from mcp_mem0.evals.checking.vocabulary import Vocabulary
from mcp_mem0.evals.deciding.decision_cases import CaseFact, DecisionCase, ExpectedFact

KNOWN_MAX: Final = 8
"""So many known facts explain a new one; of more, only those that the case is about do."""

MESSAGES_MAX: Final = 6
"""So many messages explain a new fact; of more, only those right before it do."""

_NUMBER: Final = re.compile(r"\d+(?:\.\d+)*")
HALF_DAY: Final = 12
_UNIT: Final = re.compile(
    r"(\d+(?:\.\d+)?)[\s-]?(day|week|month|year|hour|minute|kilomet|mile|mg|ml|gram|euro|dollar)"
)
_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True)
class CaseMaterial:
    """What may stand in a fact of a case because it was said, was known, or is expected."""

    case: DecisionCase

    @cached_property
    def texts(self) -> list[str]:
        """All that was said, and what was known that the case is about."""
        case = self.case
        spoken = [*case.earlier, *case.messages]
        said = [text for each in spoken for text in (each.name or "", each.content)]
        return [*said, case.summary, *(fact.text for fact in self.relevant)]

    @cached_property
    def sources(self) -> list[str]:
        """All texts that explain a fact, and the right answers."""
        answers = [self.case.answer, *self.case.also_right]
        return [*self.texts, *(operation.text for answer in answers for operation in answer)]

    @cached_property
    def quoted_words(self) -> frozenset[str]:
        """The words that right answers quote."""
        answers = [self.case.answer, *self.case.also_right]
        quotes = (operation.quote for answer in answers for operation in answer)
        return frozenset(word for quote in quotes for word in list_words(fold_text(quote)))

    @cached_property
    def small_words(self) -> frozenset[str]:
        """Words that say nothing of their own, in the language of the case and in English."""
        language = load_language(self.case.language)
        return language.small_words | load_language(ENGLISH).small_words | language.self_words

    @cached_property
    def relevant(self) -> list[CaseFact]:
        """The known facts that explain a new one."""
        case = self.case
        if len(case.known) <= KNOWN_MAX:
            return list(case.known)
        about = {*case.closes, *case.may_close, *case.may_grow, *case.repeats, *case.replaces}
        return [fact for fact in case.known if fact.name in about]

    @cached_property
    def relations(self) -> tuple[StatedRelation, ...]:
        """The relations that some fact of the case may state."""
        return tuple(each for fact in self._facts for each in fact.relations)

    @cached_property
    def people(self) -> list[str]:
        """The names of those who speak, and of whom the case is about."""
        named = [name for fact in self.case.facts for who in fact.who for name in who.split("|")]
        spoken = [each.name for each in self.case.messages if each.name and each.role == "user"]
        return [name for name in dict.fromkeys([*spoken, *named]) if name[:1].isupper()]

    @cached_property
    def _facts(self) -> tuple[ExpectedFact, ...]:
        return (*self.case.facts, *self.case.allowed)

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of all that, and of the right answers."""
        return frozenset(self._list_folded_words(self.sources))

    def _list_folded_words(self, texts: Iterable[str]) -> Iterator[str]:
        for text in texts:
            yield from list_words(fold_numbers(fold_text(text), load_language(self.case.language)))

    def build_vocabulary(self, expected: ExpectedFact) -> Vocabulary:
        """Return the words that a fact may have, whoever wrote it."""
        found = self._vocabularies.get(expected)
        if found is None:
            words = self._list_accounted_words(expected)
            found = Vocabulary(words, load_language(expected.language))
            self._vocabularies[expected] = found
        return found

    @cached_property
    def _vocabularies(self) -> dict[ExpectedFact, Vocabulary]:
        return {}

    def _list_accounted_words(self, expected: ExpectedFact) -> frozenset[str]:
        values = [*expected.who, *expected.says, *expected.denies, *expected.words]
        own = self._list_folded_words(value.replace("|", " ") for value in values)
        days = [each.first for each in self._list_expected_dates(expected)]
        full = [date.fromisoformat(day) for day in days if len(day) == len("2026-03-01")]
        return self.words | frozenset(own) | {_WEEKDAYS[day.weekday()] for day in full}

    def list_near_texts(self, position: int | None) -> list[str]:
        """Return the messages that explain a fact which rests on the message at a position."""
        messages = self.case.messages
        if len(messages) > MESSAGES_MAX and position is not None:
            messages = messages[max(0, position - 3) : position + 2]
        earlier = self.case.earlier[-1:]
        return [each.content for each in (*earlier, *messages)]

    def list_numbers(self, expected: ExpectedFact, position: int | None) -> frozenset[str]:
        """Return the numbers that a fact may have which rests on the message at a position."""
        language = load_language(expected.language)
        found = {
            number
            for text in self._list_number_sources(expected, position)
            for number in list_numbers(fold_text(text), language)
        }
        halves = {
            str(int(number) - HALF_DAY)
            for number in found
            if number.isdigit() and HALF_DAY < int(number) < 2 * HALF_DAY
        }
        return frozenset(found | halves)

    def list_units(self, expected: ExpectedFact, position: int | None) -> dict[str, set[str]]:
        """Return the numbers that were said with a unit, each with its units."""
        language = load_language(expected.language)
        found: dict[str, set[str]] = {}
        for text in self._list_number_sources(expected, position):
            for number, unit in list_units(fold_numbers(fold_text(text), language)):
                found.setdefault(number, set()).add(unit)
        return found

    def _list_number_sources(self, expected: ExpectedFact, position: int | None) -> list[str]:
        texts = self.texts
        if len(self.case.messages) > MESSAGES_MAX and position is not None:
            known = (fact.text for fact in self.relevant)
            texts = [*self.list_near_texts(position), *known]
        return [*texts, *expected.who, *expected.says, *expected.denies, *expected.words]

    def allows_date(self, said: PartialDate, expected: ExpectedFact, position: int | None) -> bool:
        """Return whether a fact may name a date: it is expected, was said, or is its message's."""
        own = self._list_expected_dates(expected)
        if any(each.allows(said) for each in own):
            return True
        if expected.is_vague or self._is_other_year(said, own):
            return False
        if expected.on is None and any(
            each.allows(said) for each in self.list_message_days(position)
        ):
            return True
        return any(self._is_as_said(said, each) for each in self._dates)

    def _list_expected_dates(self, expected: ExpectedFact) -> list[ExpectedDate]:
        dates = [
            each for each in (expected.on, expected.until, *expected.dates) if each is not None
        ]
        if expected.until is not None:
            # "until August" ends on the 31st.
            end = parse_instant(expected.until, name="a date", edge="end")
            dates.append(end.date().isoformat())
        return [ExpectedDate(each) for each in dates]

    def _is_other_year(self, said: PartialDate, own: Sequence[ExpectedDate]) -> bool:
        """Whether a date is an expected one but for its year."""
        bare = PartialDate(None, said.month, said.day, said.is_turned)
        return said.month is not None and any(each.allows(bare) for each in own)

    def _is_as_said(self, said: PartialDate, spoken: PartialDate) -> bool:
        if said.year is not None and spoken.year is None:
            if spoken.month is None or not is_year_near(spoken.month, said.year, self.case.now):
                return False
            spoken = PartialDate(said.year, spoken.month, spoken.day)
        return spoken.has_all_of(said)

    @cached_property
    def _dates(self) -> list[PartialDate]:
        language = load_language(self.case.language)
        return [each.said for text in self.texts for each in find_dates(text, language)]

    def list_message_days(self, position: int | None) -> list[ExpectedDate]:
        """Return the days of a message, or of all, in UTC and where it was said."""
        count = len(self.case.messages)
        places = range(count) if position is None else [position] if position < count else []
        moments = [self.case.find_message_time(place) for place in places]
        return [ExpectedDate(moment.date().isoformat()) for moment in moments]


def list_units(folded: str) -> list[tuple[str, str]]:
    """Return the numbers of a text that have a unit, each with the first letters of it."""
    return [(match[1], match[2]) for match in _UNIT.finditer(folded)]


def list_numbers(folded: str, language: Language) -> list[str]:
    """Return the numbers in a text, written in digits or words."""
    return _NUMBER.findall(fold_numbers(folded, language))

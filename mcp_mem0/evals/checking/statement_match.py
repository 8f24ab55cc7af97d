"""Whether a statement is the fact that a case expects: about whom, true or not, and no more."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from mcp_mem0.evals.checking.case_material import CaseMaterial
from mcp_mem0.evals.checking.date_mentions import ExpectedDate
from mcp_mem0.evals.checking.language import ENGLISH, load_language
from mcp_mem0.evals.checking.polarity import Polarity
from mcp_mem0.evals.checking.statement_details import (
    list_date_problems,
    list_number_problems,
    list_relation_problems,
    list_word_problems,
)
from mcp_mem0.evals.checking.statement_text import StatementText
from mcp_mem0.evals.checking.text_forms import (
    Span,
    find_words,
    fold_numbers,
    fold_text,
    list_words,
    overlap,
)
from mcp_mem0.evals.checking.vocabulary import is_alike
from mcp_mem0.evals.deciding.case_answers import CaseOperation
from mcp_mem0.evals.deciding.decision_cases import ExpectedFact

_SUBJECT: Final = re.compile(
    r" (?:is|was|got|became|has been|had been) (?!told|asked).*", re.DOTALL
)
"""What follows a name that a sentence is about."""

_OWNED: Final = re.compile(r"'s \w+ ")
"""What stands between an owner and a name: "Ana's brother Ivo" is about Ivo."""

_BELONGING: Final = re.compile(r"(?:'s?|(?<='s)) (\w+)")
_FUTURE: Final = "will"


@dataclass(frozen=True)
class StatementMatch:
    """One statement beside one expected fact."""

    material: CaseMaterial
    expected: ExpectedFact
    operation: CaseOperation

    @cached_property
    def text(self) -> StatementText:
        """The statement's text."""
        return StatementText(self.material, self.expected, self.operation)

    @cached_property
    def is_about_it(self) -> bool:
        """Whether it names who and what is expected, true or not."""
        text = self.text
        can_say = bool(self.expected.says) or not self.expected.denies
        has_words = (can_say and text.says is not None) or text.denies is not None
        return has_words and text.who_spans is not None

    def find_problem(self) -> str | None:
        """Return what is wrong with a statement that is about it, or None."""
        return next(self._list_problems(), None)

    def _list_problems(self) -> Iterator[str]:
        yield from self._list_forbidden_words()
        if not self._is_as_true():
            yield "it denies what was said, or says what was denied"
        yield from self._list_subject_problems()
        yield from self._list_hedges()
        yield from list_date_problems(self.text)
        yield from list_number_problems(self.text)
        yield from list_word_problems(self.text)
        yield from list_relation_problems(self.text)
        targets = self.expected.updates
        if targets and not set(self.operation.targets) <= {*targets}:
            yield f"it updates another fact than {' or '.join(targets)}"
        places = self.expected.messages
        if places and self.operation.position not in places:
            yield "it rests on another message"

    def _list_forbidden_words(self) -> Iterator[str]:
        for group in (*self.expected.lacks, *self.material.case.never):
            for word in group.split("|"):
                if fold_numbers(fold_text(word), self.text.language) in self.text.wording:
                    yield f"it has {word!r}"

    def _is_as_true(self) -> bool:
        """Whether it affirms what must be said, or denies what must be denied."""
        text, expected = self.text, self.expected
        polarity = Polarity(text.folded, text.language)
        if any(map(polarity.has_only_contrast, text.list_spans(expected.who))):
            return False
        if text.says is not None and (expected.says or not expected.denies):
            values = text.says or [(0, len(text.folded))]
            is_apart = any(
                polarity.has_only_contrast(spans, text.idioms)
                for spans in text.list_spans(expected.says)
            )
            if not is_apart and not polarity.has_denied(values, text.idioms):
                return True
        if text.denies is None:
            return False
        denied = [span for spans in text.list_spans(expected.denies) for span in spans]
        return polarity.has_denied(denied, ())

    def _list_subject_problems(self) -> Iterator[str]:
        """Yield whom the text is about instead, by the order of names in an English sentence."""
        text, expected = self.text, self.expected
        if expected.language != ENGLISH or len(expected.who) != 1 or not text.who_spans:
            return
        [own] = text.who_spans
        yield from self._list_owned_subjects(own)
        others = [fold_text(name) for name in self.material.people if name not in expected.who[0]]
        for start, end in find_words(text.folded, others, text.language):
            between = text.folded[min(end, own[1]) : max(start, own[0])]
            pattern = _SUBJECT if start < own[0] else _OWNED
            if pattern.fullmatch(between):
                yield f"it is about {text.folded[start:end]} instead"

    def _list_owned_subjects(self, own: Span) -> Iterator[str]:
        """Yield whose relative or pet the text is about, if that is not expected."""
        owned = _BELONGING.match(self.text.folded, own[1])
        values = [*self.expected.says, *self.expected.denies, *self.expected.words]
        expected = {word for value in values for word in list_words(fold_text(value))}
        if owned is not None and owned[1] in load_language(ENGLISH).thing_words - expected:
            yield f"it is about a {owned[1]} instead"

    def _list_hedges(self) -> Iterator[str]:
        """Yield words for what is uncertain or yet to come, if neither said nor expected."""
        text = self.text
        near = self.material.list_near_texts(self.operation.position)
        sources = [fold_text(each) for each in (*near, *self.expected.words)]
        spoken = {word for each in sources for word in list_words(each)}
        hedges = dict.fromkeys([*text.language.hedges, *load_language(ENGLISH).hedges])
        for span in find_words(text.folded, list(hedges), text.language):
            word = text.folded[span[0] : span[1]]
            said = any(word in each for each in sources if not text.language.spaced)
            said = said or any(is_alike(word, each) for each in spoken)
            said = said or (word == _FUTURE and self._is_to_come())
            if not said and not any(overlap(span, each) for each in text.idioms):
                yield f"it is said to be uncertain or yet to come: {word!r}"

    def _is_to_come(self) -> bool:
        """Whether a date that is expected lies after the message."""
        dates = (self.expected.on, self.expected.until, *self.expected.dates)
        today = f"{self.material.case.now:%Y-%m-%d}"
        return any(ExpectedDate(each).last > today for each in dates if each is not None)

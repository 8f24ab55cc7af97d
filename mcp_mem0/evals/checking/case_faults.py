"""Finding the faults of a decision: what it closed, what it stated, and what it missed."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from mcp_mem0.evals.checking.case_material import CaseMaterial
from mcp_mem0.evals.checking.date_mentions import ExpectedDate
from mcp_mem0.evals.checking.language import load_language
from mcp_mem0.evals.checking.statement_faults import find_support_problem, find_wording_problem
from mcp_mem0.evals.checking.statement_match import StatementMatch
from mcp_mem0.evals.checking.text_forms import fold_text, list_words
from mcp_mem0.evals.deciding.case_answers import CaseOperation
from mcp_mem0.evals.deciding.decision_cases import (
    CaseFault,
    CloseKind,
    DecisionCase,
    ExpectedFact,
    FaultKind,
)

_KINDS: Final[dict[str | None, CloseKind]] = {
    None: "change",
    "change": "change",
    "ended": "change",
    "correction": "correction",
    "never_so": "correction",
    "addition": "addition",
}
"""How an answer's word for a close is called in the cases; a missing one means a change."""

_GROWTH: Final[tuple[CloseKind, ...]] = ("change", "addition")


def find_faults(case: DecisionCase, answer: Sequence[CaseOperation]) -> tuple[CaseFault, ...]:
    """Return what is wrong with an answer to a case."""
    return CaseChecker(case).find_faults(answer)


class CaseChecker:
    """Checks answers to one case, of which it reads the messages only once."""

    def __init__(self, case: DecisionCase) -> None:
        """Take the case."""
        self._material = CaseMaterial(case)

    def find_faults(self, answer: Sequence[CaseOperation]) -> tuple[CaseFault, ...]:
        """Return what is wrong with an answer."""
        check = _AnswerCheck(self._material.case, self._material, tuple(answer))
        return tuple(check.list_faults())


@dataclass(frozen=True)
class _AnswerCheck:
    case: DecisionCase
    material: CaseMaterial
    answer: tuple[CaseOperation, ...]

    def list_faults(self) -> Iterator[CaseFault]:
        closed: set[str] = set()
        met: set[ExpectedFact] = set()
        stated: list[CaseOperation] = []
        for operation in self.answer:
            yield from self._list_closing_faults(operation, closed)
            closed |= {*operation.closes}
            if operation.action == "DELETE" and not self._has_ended_so(operation):
                yield _build("wrong close", operation, "nobody said that it ended then")
            if operation.is_statement:
                yield from self._list_statement_faults(operation, met, stated)
                stated.append(operation)
            elif (why := find_support_problem(self.material, operation)) is not None:
                yield _build("wrong close", operation, why)
        yield from self._list_omissions(closed, met)

    def _list_closing_faults(
        self, operation: CaseOperation, closed: Collection[str]
    ) -> Iterator[CaseFault]:
        case = self.case
        texts = {fact.name: fact.text for fact in case.known}
        for name in operation.targets:
            if name not in texts:
                yield _build("wrong close", operation, "it names a fact that is not known")
        if operation.action == "NOOP" and case.repeats:
            for name in {*operation.targets} - {*case.repeats}:
                yield CaseFault(kind="wrong close", detail=f"not said again: {texts.get(name)}")
        for name in operation.closes:
            if name not in texts:
                continue
            kinds = self._list_kinds(name)
            kind = _KINDS.get(operation.kind)
            if name in closed:
                yield CaseFault(kind="wrong close", detail=f"closed twice: {texts[name]}")
            elif not kinds:
                yield CaseFault(kind="wrong close", detail=texts[name])
            elif kind not in kinds:
                wanted = " or ".join(kinds)
                detail = f"closed by a {kind}, and it is a {wanted}: {texts[name]}"
                yield CaseFault(kind="wrong close", detail=detail)

    def _list_kinds(self, name: str) -> tuple[CloseKind, ...]:
        """Return how a known fact may be closed; () if it may not."""
        case = self.case
        kinds = list_close_kinds(case, name)
        words = None if kinds else case.may_grow.get(name)
        grown = ExpectedFact(says=words or (), language=case.language)
        is_grown = words is not None and any(
            StatementMatch(self.material, grown, each).is_about_it
            for each in self.answer
            if each.is_statement
        )
        return _GROWTH if is_grown else kinds

    def _has_ended_so(self, operation: CaseOperation) -> bool:
        """Whether the end that a DELETE gives was said: on the message's day, or as expected."""
        end, case = operation.valid_to, self.case
        if end is None:
            return True
        expected = [
            date
            for fact in (*case.facts, *case.allowed)
            for date in (fact.on, fact.until, *fact.dates)
            if date is not None
        ]
        dates = [*map(ExpectedDate, expected), *self.material.list_message_days(None)]
        return any(date.is_met(end, "end") for date in dates)

    def _list_statement_faults(
        self, operation: CaseOperation, met: set[ExpectedFact], stated: Sequence[CaseOperation]
    ) -> Iterator[CaseFault]:
        """Yield what is wrong with a statement, and note which facts it is."""
        case = self.case
        matches = [
            StatementMatch(self.material, each, operation) for each in (*case.facts, *case.allowed)
        ]
        about = [match for match in matches if match.is_about_it]
        problems = [(match, match.find_problem()) for match in about]
        right = [match.expected for match, problem in problems if problem is None]
        # What it gets wrong is one fault, not a missed fact as well.
        met |= {*right} or {match.expected for match in about[:1]}
        why = find_wording_problem(self.material, operation)
        why = why or find_support_problem(self.material, operation)
        if not about:
            yield CaseFault(kind="invented fact", detail=operation.text)
        elif why is not None or not right:
            yield _build("wrong fact", operation, why or problems[0][1] or "")
        elif any(self._is_repeated(operation, each) for each in stated):
            yield _build("invented fact", operation, "it is stated twice")

    def _is_repeated(self, one: CaseOperation, other: CaseOperation) -> bool:
        return self._list_content(one) == self._list_content(other)

    def _list_content(self, operation: CaseOperation) -> set[str]:
        small = load_language(self.case.language).small_words
        return {*list_words(fold_text(operation.text))} - small

    def _list_omissions(
        self, closed: Collection[str], met: Collection[ExpectedFact]
    ) -> Iterator[CaseFault]:
        case = self.case
        texts = {fact.name: fact.text for fact in case.known}
        for name in case.closes:
            if name not in closed:
                yield CaseFault(kind="missed close", detail=texts[name])
        for fact in case.facts:
            if fact not in met:
                yield CaseFault(kind="missed fact", detail=describe_expected(fact))
        repeated = {name for each in self.answer if each.action == "NOOP" for name in each.targets}
        if case.repeats and repeated.isdisjoint(case.repeats):
            detail = f"said again: {texts[case.repeats[0]]}"
            yield CaseFault(kind="missed fact", detail=detail)


def list_close_kinds(case: DecisionCase, name: str) -> tuple[CloseKind, ...]:
    """Return how a known fact may be closed whatever is stated; () if it may not."""
    return (*case.closes.get(name, ()), *case.may_close.get(name, ()))


def describe_expected(expected: ExpectedFact) -> str:
    """Return an expected fact as one line."""
    words = " + ".join((*expected.who, *expected.says))
    denied = f", or not: {' + '.join(expected.denies)}" if expected.denies else ""
    since = "" if expected.on is None else f", {expected.on}"
    until = "" if expected.until is None else f", until {expected.until}"
    return words + denied + since + until


def _build(kind: FaultKind, operation: CaseOperation, why: str) -> CaseFault:
    said = operation.text or " ".join([operation.action, *operation.targets])
    return CaseFault(kind=kind, detail=f"{why}: {said}")

"""Spoiling an answer as a whole: what it does to which fact, what it leaves out or adds."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final, TypeAlias

from mcp_mem0.evals.checking.case_faults import find_faults, list_close_kinds
from mcp_mem0.evals.deciding.case_answers import UNKNOWN, CaseOperation
from mcp_mem0.evals.deciding.decision_cases import CloseKind, DecisionCase
from mcp_mem0.evals.mutations.text_mutations import OPERATION_MUTATIONS, STRANGER

Answer: TypeAlias = tuple[CaseOperation, ...]
SpoilAnswer: TypeAlias = Callable[[DecisionCase, Answer], Iterator[Answer]]

TIMES: Final = 3
_WORDS: Final[Mapping[CloseKind, tuple[str, str]]] = {
    "change": ("change", "ended"),
    "correction": ("correction", "never_so"),
    "addition": ("addition", "addition"),
}
"""What an UPDATE and a DELETE call each kind of close."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A right answer that was spoilt in one way."""

    mutation: str
    answer: Answer


def list_mutants(case: DecisionCase) -> Iterator[Mutant]:
    """Yield the right answers of a case, each spoilt in each way that makes it wrong."""
    for answer in (case.answer, *case.also_right):
        for name, spoil in OPERATION_MUTATIONS.items():
            for place, operation in enumerate(answer):
                spoilt = spoil(case, operation)
                if spoilt is not None and spoilt != operation:
                    yield Mutant(name, _put(answer, place, spoilt))
        for name, spoil_answer in ANSWER_MUTATIONS.items():
            for wrong in spoil_answer(case, answer):
                yield Mutant(name, wrong)


def _put(answer: Answer, place: int, operation: CaseOperation) -> Answer:
    return (*answer[:place], operation, *answer[place + 1 :])


def _triple(_: DecisionCase, answer: Answer) -> Iterator[Answer]:
    """State each fact three times."""
    if any(each.is_statement for each in answer):
        more = [replace(each, action="ADD", targets=(), kind=None) for each in answer if each.text]
        yield (*answer, *more * (TIMES - 1))


def _invent(case: DecisionCase, answer: Answer) -> Iterator[Answer]:
    """Add a fact that nobody said."""
    name = next((each.name for each in case.messages if each.name), STRANGER)
    made_up = CaseOperation(
        action="ADD",
        text=f"{name} has an invented twin.",
        quote=case.messages[0].content,
        position=0,
    )
    yield (*answer, made_up)


def _drop(case: DecisionCase, answer: Answer) -> Iterator[Answer]:
    """Leave one operation out that the case needs."""
    for place, operation in enumerate(answer):
        if _is_needed(case, answer, operation):
            yield answer[:place] + answer[place + 1 :]


def _say_nothing(case: DecisionCase, answer: Answer) -> Iterator[Answer]:
    """Answer without an operation where the case needs one."""
    if answer and (case.facts or case.closes or case.repeats):
        yield ()


def _is_needed(case: DecisionCase, answer: Answer, operation: CaseOperation) -> bool:
    if {*operation.closes} & {*case.closes}:
        return True
    if operation.action == "NOOP":
        return bool({*operation.targets} & {*case.repeats})
    others = [each for each in answer if each is not operation]
    return operation.action == "ADD" and any(
        fault.kind == "missed fact" for fault in find_faults(case, others)
    )


def _swap_targets(case: DecisionCase, answer: Answer) -> Iterator[Answer]:
    """Name another known fact, or one that is not known."""
    for place, operation in enumerate(answer):
        if not operation.targets or (operation.action == "NOOP" and not case.repeats):
            continue
        others = [each.name for each in case.known if each.name not in operation.targets]
        fit = [name for name in others if not list_close_kinds(case, name)]
        target = next(iter(fit), UNKNOWN)
        yield _put(answer, place, replace(operation, targets=(target, *operation.targets[1:])))


def _swap_updates(_: DecisionCase, answer: Answer) -> Iterator[Answer]:
    """Exchange what two UPDATEs close."""
    places = [place for place, each in enumerate(answer) if each.action == "UPDATE"]
    for one, other in pairwise(places):
        first = replace(answer[one], targets=answer[other].targets)
        second = replace(answer[other], targets=answer[one].targets)
        yield _put(_put(answer, one, first), other, second)


def _add_instead(case: DecisionCase, answer: Answer) -> Iterator[Answer]:
    """Make an UPDATE an ADD, so that the old fact stays."""
    for place, operation in enumerate(answer):
        if operation.action == "UPDATE" and {*operation.targets} & {*case.closes}:
            yield _put(answer, place, replace(operation, action="ADD", targets=(), kind=None))


def _keep_instead(case: DecisionCase, answer: Answer) -> Iterator[Answer]:
    """Make a DELETE a NOOP."""
    for place, operation in enumerate(answer):
        if operation.action == "DELETE" and {*operation.targets} & {*case.closes}:
            yield _put(answer, place, replace(operation, action="NOOP", kind=None, quote=""))


def _delete_instead(_: DecisionCase, answer: Answer) -> Iterator[Answer]:
    """Make a NOOP a DELETE."""
    for place, operation in enumerate(answer):
        if operation.action == "NOOP" and operation.targets:
            yield _put(answer, place, replace(operation, action="DELETE"))


def _close_everything(case: DecisionCase, answer: Answer) -> Iterator[Answer]:
    """Close a fact as well that still holds."""
    closed = {name for each in answer for name in each.closes}
    holding = [
        each.name
        for each in case.known
        if each.name not in closed
        and each.name not in case.may_grow
        and not list_close_kinds(case, each.name)
    ]
    for name in holding[:1]:
        yield (*answer, CaseOperation(action="DELETE", targets=(name,)))


def _close_otherwise(case: DecisionCase, answer: Answer) -> Iterator[Answer]:
    """Close a known fact in another way than it is: as never so instead of changed, and so on."""
    for place, operation in enumerate(answer):
        allowed = [kind for name in operation.closes for kind in list_close_kinds(case, name)]
        for kind, words in _WORDS.items():
            is_delete = operation.action == "DELETE"
            if allowed and kind not in allowed and not (is_delete and kind == "addition"):
                yield _put(answer, place, replace(operation, kind=words[is_delete]))


ANSWER_MUTATIONS: Final[Mapping[str, SpoilAnswer]] = {
    "each fact thrice": _triple,
    "invented fact more": _invent,
    "no operation at all": _say_nothing,
    "one operation left out": _drop,
    "another known fact": _swap_targets,
    "targets of two UPDATEs exchanged": _swap_updates,
    "UPDATE as ADD": _add_instead,
    "DELETE as NOOP": _keep_instead,
    "NOOP as DELETE": _delete_instead,
    "closes what still holds": _close_everything,
    "another kind of close": _close_otherwise,
}
"""What is done to a whole answer, by name."""

ALL_MUTATIONS: Final[Sequence[str]] = (*OPERATION_MUTATIONS, *ANSWER_MUTATIONS)

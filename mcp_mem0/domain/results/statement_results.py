"""Building what a receipt says of each of several statements of one call."""

from collections.abc import Iterable, Sequence

from mcp_mem0.domain.decisions.contradiction import contradicts
from mcp_mem0.domain.model.changes import Change, Step
from mcp_mem0.domain.model.rows import Fact, Intake
from mcp_mem0.domain.results.receipts import ConflictHint, Outcome, StatedAs, StatementResult


def build_statement_results(
    intake: Intake,
    change: Change,
    outcomes: Sequence[Outcome],
    *,
    near: Sequence[ConflictHint] = (),
    opened: Iterable[Fact] = (),
) -> tuple[StatementResult, ...]:
    """Return what became of each statement of an intake that makes several; else nothing.

    Args:
        intake: What came in.
        change: What was decided of it.
        outcomes: The outcome of each step of the change.
        near: Facts that may conflict with what it added.
        opened: The facts that it opened.
    """
    if not intake.is_stated:
        return ()
    added = sorted(opened, key=lambda fact: fact.position)
    return tuple(
        _build_result(
            place,
            text,
            [
                (step, outcome)
                for step, outcome in zip(change.steps, outcomes, strict=True)
                if step.position == place
            ],
            conflicts=tuple(dict.fromkeys(hint.id for hint in near if hint.position == place)),
            conflicting=_find_conflicting(place, added),
        )
        for place, text in enumerate(intake.statements)
    )


def _build_result(
    place: int,
    text: str,
    done: Sequence[tuple[Step, Outcome]],
    *,
    conflicts: tuple[str, ...],
    conflicting: tuple[int, ...],
) -> StatementResult:
    named = (outcome.id or next((each.id for each in outcome.closed), None) for _, outcome in done)
    return StatementResult(
        position=place,
        text=text,
        result=_choose_word([step for step, _ in done]),
        facts=tuple(dict.fromkeys(each for each in named if each is not None)),
        conflicts=conflicts,
        conflicting=conflicting,
    )


def _choose_word(steps: Sequence[Step]) -> StatedAs:
    if any(step.closed for step in steps):
        return "changed"
    if any(step.operation == "ADD" for step in steps):
        return "new"
    return "known" if any(step.kept for step in steps) else "kept"


def _find_conflicting(place: int, added: Sequence[Fact]) -> tuple[int, ...]:
    """Return the places of earlier statements whose new facts may conflict with those of one."""
    mine = [fact for fact in added if fact.position == place]
    earlier = [fact for fact in added if fact.position < place]
    # They were said at once, so neither may outdate the other: the words alone decide.
    found = (
        fact.position
        for fact in earlier
        for newer in mine
        if contradicts(fact.text, newer.text) or contradicts(newer.text, fact.text)
    )
    return tuple(dict.fromkeys(found))

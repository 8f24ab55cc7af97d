"""What an erase leaves of a row: its id, its kind, its times, and who opened and closed it.

Nothing that anybody said, wrote or read out of it is left. So history and the invariants still see
that the row was there, and when.
"""

from collections.abc import Collection
from dataclasses import replace
from typing import Final, TypeAlias

from mcp_mem0.domain.model.attempts import Attempt
from mcp_mem0.domain.model.changes import Change
from mcp_mem0.domain.model.rows import (
    Episode,
    Excerpt,
    Fact,
    HeldRow,
    Intake,
    Relation,
    StatedRelation,
)
from mcp_mem0.domain.model.summaries import Summary

Erasable: TypeAlias = Fact | Relation | Excerpt | Episode | Summary | Attempt
"""The kinds of rows that are erased as a whole; of a change only its reasons are."""

ERASED: Final = "(erased)"
"""What stands for the words of an erased fact in history."""

FORGOTTEN: Final = "(forgotten)"
"""What stands for the words of a forgotten fact, for whoever may only read."""

_NO_RELATION = StatedRelation(subject="", predicate="", object="")


def is_erased(row: Fact | Relation | Excerpt | Summary) -> bool:
    """Whether nothing is left of what a row said: every other one says something."""
    return not row.text


def erase_row(row: Erasable) -> Erasable:
    """Return what an erase leaves of a row."""
    plain = replace(row, session="", author="", tags=(), retired_why=_blank(row.retired_why))
    match plain:
        case Fact():
            return replace(plain, text="", index_text="", quote="", vector=None, entities=())
        case Excerpt():
            return replace(plain, text="", index_text="", vector=None, entities=())
        case Relation():
            return replace(
                plain,
                text="",
                index_text="",
                vector=None,
                subject="",
                subject_type=None,
                predicate="",
                object="",
                object_type=None,
            )
        case Episode():
            return erase_messages(plain, range(len(plain.intake.all_messages)))
        case Summary():
            return replace(plain, text="")
        case Attempt():
            return replace(plain, why="")


def erase_messages(episode: Episode, positions: Collection[int]) -> Episode:
    """Return an episode without the words of some of its messages, whose places they keep."""
    intake = episode.intake
    first = len(intake.all_messages) - len(intake.messages)
    messages = tuple(
        replace(message, content="", name=None) if place in positions else message
        for place, message in enumerate(intake.messages, start=first)
    )
    stated = _erase_statement(intake) if first and 0 in positions else intake
    return replace(episode, intake=replace(stated, messages=messages))


def erase_reasons(change: Change) -> Change:
    """Return a change without its tags, and what a model or a rule said about its rows."""
    return replace(
        change,
        tags=(),
        steps=tuple(replace(step, reason="") for step in change.steps),
        dropped=(),
        withheld=tuple(replace(each, reason="") for each in change.withheld),
    )


def erase_closing_reason(row: HeldRow | Excerpt | Episode) -> HeldRow | Excerpt | Episode:
    """Return a closed row without the reason for which it was closed."""
    return replace(row, retired_why=_blank(row.retired_why))


def _erase_statement(intake: Intake) -> Intake:
    if intake.relation is not None:
        return replace(intake, relation=_NO_RELATION)
    return replace(intake, content="")


def _blank(text: str | None) -> str | None:
    return None if text is None else ""

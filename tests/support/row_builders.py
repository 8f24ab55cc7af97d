"""Rows for tests: complete, and readable where they matter."""

import dataclasses
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from mcp_mem0.domain.model.changes import Change, Commit, Effort, Retirement, Step
from mcp_mem0.domain.model.closings import Closing
from mcp_mem0.domain.model.rows import (
    Episode,
    Excerpt,
    Fact,
    Head,
    Intake,
    Message,
    Relation,
    Statement,
)
from mcp_mem0.domain.model.vectors import EmbedderIdentity, Vector

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
SPACE = "default"
IDENTITY = EmbedderIdentity(name="readable", revision="1", dimensions=4)


def episode(number: int, *, space: str = SPACE, words: str = "I live in Rome") -> Episode:
    return Episode(
        id=f"e_{number:09}",
        space=space,
        session="morning",
        author="tester",
        said_at=NOON,
        recorded_at=NOON + timedelta(seconds=number),
        intake=Intake(messages=(Message(role="user", content=words),)),
    )


def excerpt(of: Episode, *, text: str = "I live in Rome", vector: Vector | None = None) -> Excerpt:
    return Excerpt(
        id=of.id.replace("e_", "x_"),
        space=of.space,
        session=of.session,
        author=of.author,
        said_at=of.said_at,
        recorded_at=of.recorded_at,
        text=text,
        index_text=text,
        vector=vector,
        entities=("Rome",),
        source=of.id,
        position=0,
    )


def fact(
    number: int,
    *,
    revision: int = 1,
    text: str = "Lives in Rome",
    space: str = SPACE,
    vector: Vector | None = (1.0, 0.0, 0.0, 0.0),
) -> Fact:
    stated = Fact.from_statement(
        Statement.from_words(text),
        episode(1, space=space, words=text),
        lineage=f"f_{number:09}",
        revision=revision,
        recorded_at=NOON + timedelta(minutes=number, seconds=revision),
        recorded_by=f"c_{number:09}",
    )
    return dataclasses.replace(stated, tags=("home",), vector=vector)


def relation(  # noqa: PLR0913 - a relation has this many sides
    number: int,
    subject: str,
    predicate: str,
    object_: str,
    *,
    of: Fact,
    subject_type: str | None = None,
) -> Relation:
    """A relation that a fact states."""
    text = f"{subject} {predicate} {object_}"
    return Relation(
        id=f"r_{number:09}",
        space=of.space,
        session=of.session,
        author=of.author,
        said_at=of.said_at,
        recorded_at=of.recorded_at,
        recorded_by=of.recorded_by,
        text=text,
        index_text=text,
        subject=subject,
        subject_type=subject_type,
        predicate=predicate,
        object=object_,
        valid_from=of.valid_from,
        valid_to=of.valid_to,
        source=of.id,
    )


def adding(*facts: Fact, revision: int = 1, decided: Episode | None = None) -> Commit:
    """The change that adds some facts to a space at a head revision."""
    space = facts[0].space if facts else SPACE
    change = Change(
        id=f"c_{revision:09}",
        space=space,
        session="morning",
        author="tester",
        said_at=NOON,
        recorded_at=NOON + timedelta(hours=revision),
        act="remember",
        revision=revision,
        steps=tuple(Step(operation="ADD", reason="new", opened=added.id) for added in facts),
        opened=tuple(added.id for added in facts),
        effort=Effort(decided_by="rules (no model configured)"),
        source=None if decided is None else decided.id,
    )
    head = Head(space=space, revision=revision, recorded_at=change.recorded_at)
    return Commit(head=head, change=change, opened=facts, decided=decided)


def replacing(old: Fact, new: Fact, *, revision: int) -> Commit:
    """The change that closes one fact and opens another."""
    commit = adding(new, revision=revision)
    at = commit.change.recorded_at
    retirement = Retirement(at=at, by=commit.change.id, how="replaced", why="moved")
    opened = dataclasses.replace(new, recorded_at=at, recorded_by=commit.change.id)
    return dataclasses.replace(commit, opened=(opened,), closed=(retirement.close(old),))


def changing(
    *opened: Fact | Relation,
    revision: int,
    closed: Sequence[Fact | Relation] = (),
    how: Closing = "forgotten",
) -> Commit:
    """The change that opens and closes any facts and relations of the default space."""
    commit = adding(revision=revision)
    at, change = commit.change.recorded_at, commit.change.id
    retirement = Retirement(at=at, by=change, how=how, why="so decided")
    return dataclasses.replace(
        commit,
        change=dataclasses.replace(
            commit.change,
            opened=tuple(row.id for row in opened),
            closed=tuple(row.id for row in closed),
        ),
        opened=tuple(
            dataclasses.replace(row, recorded_at=at, recorded_by=change) for row in opened
        ),
        closed=tuple(retirement.close(row) for row in closed),
    )

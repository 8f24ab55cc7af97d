"""Building the statement of a caller who sent content or a relation."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, time

from mcp_mem0.domain.dates import StatedMoment
from mcp_mem0.domain.model.rows import Intake, Statement
from mcp_mem0.domain.text.entity_extraction import extract_entities
from mcp_mem0.domain.text.normalise import normalise_name
from mcp_mem0.domain.text.times.announced_start import read_announced_start


def build_statements(intake: Intake, known_names: Iterable[str] = ()) -> tuple[Statement, ...]:
    """Return the statements of the caller word for word, each at its place among the messages.

    Args:
        intake: What came in.
        known_names: Names in use nearby, which are names in a statement, too.
    """
    if not intake.is_stated:
        statement = build_statement(intake, known_names)
        return () if statement is None else (statement,)
    known = frozenset(map(normalise_name, known_names))
    return tuple(
        replace(Statement.from_words(text, position=place), entities=extract_entities(text, known))
        for place, text in enumerate(intake.statements)
    )


def build_statement(intake: Intake, known_names: Iterable[str] = ()) -> Statement | None:
    """Return the caller's single statement word for word, or None if it sent messages alone.

    Args:
        intake: What came in.
        known_names: Names in use nearby, which are names in the statement, too.
    """
    relation = intake.relation
    text = relation.text if relation is not None else intake.content
    if text is None:
        return None
    known = frozenset(map(normalise_name, known_names))
    ends = () if relation is None else (relation.subject, relation.object)
    return replace(
        Statement.from_words(text).set_dates(intake.stated_start, intake.stated_end),
        entities=tuple(dict.fromkeys(ends)) or extract_entities(text, known),
        relations=() if relation is None else (relation,),
    )


def date_announced(statement: Statement, said_at: datetime) -> Statement:
    """Return a statement that announces something with the day from which it will be so.

    "From Monday the standup will be in room 310" begins on Monday. One with dates keeps them.
    """
    if statement.valid_from is not None or statement.valid_to is not None:
        return statement
    day = read_announced_start(statement.text, said_at.date())
    if day is None or day <= said_at.date():
        return statement
    start = StatedMoment(datetime.combine(day, time(), tzinfo=UTC), "day")
    return statement.set_dates(start, None)

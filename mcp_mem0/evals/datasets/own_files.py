"""Reading conversations of our own format: TOML files, each one conversation."""

import tomllib
from datetime import datetime
from importlib.resources.abc import Traversable
from pathlib import PurePath
from typing import Final

from pydantic import ValidationError

from mcp_mem0.domain.dates import has_offset, parse_instant
from mcp_mem0.domain.errors import RequestError, quote_value
from mcp_mem0.domain.model.rows import Message
from mcp_mem0.evals.checking.language import load_language
from mcp_mem0.evals.datasets.dataset import (
    DatasetQuestion,
    FactEnd,
    ForgetAct,
    LongConversation,
    Session,
    StatedFact,
    Turn,
)
from mcp_mem0.evals.datasets.format_faults import describe_fault
from mcp_mem0.evals.datasets.own_checks import check_conversation, find_session
from mcp_mem0.evals.datasets.own_tables import (
    AskToml,
    OwnConversationToml,
    SaidToml,
    SessionToml,
    StatedFactToml,
)
from mcp_mem0.evals.deciding.expected_facts import build_fact_words

ENDING: Final = ".toml"

_UNNAMED: Final = frozenset({"user", "assistant"})
"""Speakers that are only what they are, so that no fact is about a person of that name."""


def read_own_file(file: Traversable) -> LongConversation:
    """Return the conversation of a file, named as the file is.

    Raises:
        RequestError: It is none; the message names the file, the table and what is wrong.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise RequestError(f"{file} is not UTF-8 text: save it as UTF-8") from error
    try:
        return parse_own_conversation(PurePath(file.name).stem, text)
    except RequestError as error:
        raise RequestError(f"{file}: {error}") from error


def parse_own_conversation(name: str, text: str) -> LongConversation:
    """Return the conversation that the text of a file says.

    Raises:
        RequestError: It says none; the message names the table and what is wrong.
    """
    try:
        tables = OwnConversationToml.model_validate(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise RequestError(f"this is not TOML: {error}") from error
    except ValidationError as error:
        raise RequestError(describe_fault(error)) from error
    load_language(tables.language)
    conversation = LongConversation(
        name=name,
        language=tables.language,
        sessions=tuple(
            _build_session(number, session, tables)
            for number, session in enumerate(tables.session, start=1)
        ),
        questions=tuple(map(_build_question, tables.ask)),
        facts=tuple(_build_fact(fact, tables.language) for fact in tables.fact),
        forgets=tuple(
            ForgetAct(after_session=act.after, turns=tuple(act.turns)) for act in tables.forget
        ),
    )
    check_conversation(conversation)
    return conversation


def _build_session(number: int, given: SessionToml, tables: OwnConversationToml) -> Session:
    return Session(
        said_at=_parse_time(given.at, f"session {number}"),
        turns=tuple(
            Turn(id=f"{number}:{place}", message=_build_message(f"{number}:{place}", said, tables))
            for place, said in enumerate(given.said, start=1)
        ),
    )


def _build_message(turn: str, said: SaidToml, tables: OwnConversationToml) -> Message:
    role = tables.speakers.get(said.who)
    if role is None:
        raise RequestError(
            f"turn {turn} is said by {quote_value(said.who)}, who is no speaker: there are"
            f" {', '.join(tables.speakers)}"
        )
    return Message(
        role=role,
        content=said.says,
        name=None if said.who in _UNNAMED else said.who,
        at=None if said.at is None else _parse_time(said.at, f"turn {turn}"),
    )


def _parse_time(given: str, where: str) -> datetime:
    moment = parse_instant(given, name=f"the time of {where}")
    if not has_offset(given):
        raise RequestError(
            f"the time of {where}, {quote_value(given)}, does not say where it was: write it like"
            " '2026-01-05T19:30:00+01:00'"
        )
    return moment


def _build_fact(given: StatedFactToml, language: str) -> StatedFact:
    end = given.ended
    return StatedFact(
        id=given.id,
        turns=tuple(given.said_in),
        expected=build_fact_words(given, language=language, where=f"the fact {given.id!r}"),
        end=None if end is None else FactEnd(turn=end.turn, kind=end.kind),
    )


def _build_question(given: AskToml) -> DatasetQuestion:
    sessions = [find_session(turn) for turn in given.evidence]
    return DatasetQuestion(
        id=given.id,
        text=given.question,
        category=given.category,
        answer=given.answer.strip(),
        also_right=tuple(given.also_right),
        rule=given.rule,
        rubric=tuple(given.rubric),
        evidence=tuple(dict.fromkeys(given.evidence)),
        asked_from=given.after or max(sessions, default=1),
        asked_until=given.until,
    )

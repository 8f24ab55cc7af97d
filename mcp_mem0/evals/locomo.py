"""Parsing LoCoMo, a public set of long conversations with questions about them.

A file is a list of records: a conversation in dated sessions of turns, and questions, each
with the turns that hold its answer as evidence. Evidence that names no turn is ignored, and so
are questions without any evidence left and adversarial questions, which have no answer.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Final, TypeAlias

from pydantic import BaseModel, BeforeValidator, JsonValue, TypeAdapter, ValidationError

from mcp_mem0.domain.errors import RequestError
from mcp_mem0.domain.model.rows import Message

CATEGORIES: Final = {1: "multi-hop", 2: "temporal", 3: "open-domain", 4: "single-hop"}
"""The kinds of questions that are asked, by their number in the file."""

_TIME_FORMAT: Final = "%I:%M %p on %d %B, %Y"
_BETWEEN_IDS: Final = re.compile(r"[;,\s]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class LocomoTurn:
    """One message and its id in the file."""

    id: str
    message: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class LocomoSession:
    """One session of a conversation."""

    said_at: datetime
    turns: tuple[LocomoTurn, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LocomoQuestion:
    """A question, and the ids of the turns that answer it; at least one."""

    text: str
    category: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LocomoConversation:
    """One record of the file."""

    name: str
    sessions: tuple[LocomoSession, ...]
    questions: tuple[LocomoQuestion, ...]


def parse_locomo(text: str) -> tuple[LocomoConversation, ...]:
    """Read a file of LoCoMo.

    Raises:
        RequestError: It is not in that format; the message names the place.
    """
    try:
        records = _RECORDS.validate_json(text)
        return tuple(_parse_conversation(record) for record in records)
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        place = ".".join(map(str, problem["loc"])) or "the file"
        raise RequestError(
            f"this is not LoCoMo's format: {place}: {problem['msg']};"
            " take data/locomo10.json of snap-research/LoCoMo"
        ) from error


def _parse_time(text: object) -> datetime:
    """Read a session's time, such as "1:56 pm on 8 May, 2023"."""
    return datetime.strptime(str(text), _TIME_FORMAT).replace(tzinfo=UTC)


class _TurnRecord(BaseModel):
    speaker: str
    dia_id: str
    text: str
    blip_caption: str | None = None


class _QuestionRecord(BaseModel):
    question: str
    category: int
    evidence: list[str] = []


class _ConversationRecord(BaseModel):
    sample_id: str
    conversation: dict[str, JsonValue]
    qa: list[_QuestionRecord]


_Moment: TypeAlias = Annotated[datetime, BeforeValidator(_parse_time)]
_RECORDS: Final = TypeAdapter(list[_ConversationRecord])
_TURNS: Final = TypeAdapter(list[_TurnRecord])
_MOMENT: Final = TypeAdapter[datetime](_Moment)


def _parse_conversation(record: _ConversationRecord) -> LocomoConversation:
    sessions = tuple(_parse_sessions(record.conversation))
    ids = frozenset(turn.id for session in sessions for turn in session.turns)
    questions = (_parse_question(asked, ids) for asked in record.qa if asked.category in CATEGORIES)
    return LocomoConversation(
        name=record.sample_id,
        sessions=sessions,
        questions=tuple(question for question in questions if question.evidence),
    )


def _parse_sessions(conversation: dict[str, JsonValue]) -> Iterator[LocomoSession]:
    number = 1
    while (said := conversation.get(f"session_{number}")) is not None:
        turns = _TURNS.validate_python(said)
        at = _MOMENT.validate_python(conversation.get(f"session_{number}_date_time"))
        yield LocomoSession(said_at=at, turns=tuple(map(_parse_turn, turns)))
        number += 1


def _parse_turn(turn: _TurnRecord) -> LocomoTurn:
    caption = f" [shares a photo: {turn.blip_caption}]" if turn.blip_caption else ""
    message = Message(role="user", content=f"{turn.text}{caption}".strip(), name=turn.speaker)
    return LocomoTurn(id=turn.dia_id, message=message)


def _parse_question(asked: _QuestionRecord, ids: frozenset[str]) -> LocomoQuestion:
    named = [part for entry in asked.evidence for part in _BETWEEN_IDS.split(entry)]
    return LocomoQuestion(
        text=asked.question,
        category=CATEGORIES[asked.category],
        evidence=_select_known(named, ids),
    )


def _select_known(named: Sequence[str], ids: frozenset[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in named if name in ids))

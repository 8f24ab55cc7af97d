"""Parsing LoCoMo, a public set of long conversations with questions about them.

A file is a list of records: a conversation in dated sessions of turns, and questions, each
with the turns that hold its answer as evidence. Evidence that names no turn is ignored. The
questions of category 5, adversarial, have no answer: the right one is that nothing is known.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Annotated, Final, TypeAlias

from pydantic import BaseModel, BeforeValidator, JsonValue, TypeAdapter, ValidationError

from mcp_mem0.domain.errors import RequestError
from mcp_mem0.domain.model.rows import Message
from mcp_mem0.evals.datasets.dataset import (
    AnswerRule,
    DatasetQuestion,
    LongConversation,
    Session,
    Turn,
)
from mcp_mem0.evals.datasets.json_records import JsonRecord

ADVERSARIAL: Final = "adversarial"
CATEGORIES: Final = {
    1: "multi-hop",
    2: "temporal",
    3: "open-domain",
    4: "single-hop",
    5: ADVERSARIAL,
}
"""The kinds of questions, by their number in the file."""

_RULES: Final[dict[str, AnswerRule]] = {"multi-hop": "list", "open-domain": "first"}
"""How LoCoMo's own script compares the answers of a kind, where that is not as a whole."""

_TIME_FORMAT: Final = "%I:%M %p on %d %B, %Y"
_BETWEEN_IDS: Final = re.compile(r"[;,\s]+")


def parse_locomo(text: str) -> tuple[LongConversation, ...]:
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


def parse_locomo_record(record: JsonRecord) -> LongConversation:
    """Return the conversation of one record of a file of LoCoMo.

    Raises:
        ValidationError: The record is not in that format.
    """
    return _parse_conversation(_ConversationRecord.model_validate(record))


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
    answer: str | int | float | None = None
    evidence: list[str] = []


class _ConversationRecord(BaseModel):
    sample_id: str
    conversation: dict[str, JsonValue]
    qa: list[_QuestionRecord]


_Moment: TypeAlias = Annotated[datetime, BeforeValidator(_parse_time)]
_RECORDS: Final = TypeAdapter(list[_ConversationRecord])
_TURNS: Final = TypeAdapter(list[_TurnRecord])
_MOMENT: Final = TypeAdapter[datetime](_Moment)


def _parse_conversation(record: _ConversationRecord) -> LongConversation:
    sessions = tuple(_parse_sessions(record.conversation))
    ids = frozenset(turn.id for session in sessions for turn in session.turns)
    return LongConversation(
        name=record.sample_id,
        sessions=sessions,
        questions=tuple(
            _parse_question(str(number), asked, ids)
            for number, asked in enumerate(record.qa, start=1)
            if asked.category in CATEGORIES
        ),
    )


def _parse_sessions(conversation: dict[str, JsonValue]) -> Iterator[Session]:
    number = 1
    while (said := conversation.get(f"session_{number}")) is not None:
        turns = _TURNS.validate_python(said)
        at = _MOMENT.validate_python(conversation.get(f"session_{number}_date_time"))
        yield Session(said_at=at, turns=tuple(map(_parse_turn, turns)))
        number += 1


def _parse_turn(turn: _TurnRecord) -> Turn:
    caption = f" [shares a photo: {turn.blip_caption}]" if turn.blip_caption else ""
    message = Message(role="user", content=f"{turn.text}{caption}".strip(), name=turn.speaker)
    return Turn(id=turn.dia_id, message=message)


def _parse_question(id_: str, asked: _QuestionRecord, ids: frozenset[str]) -> DatasetQuestion:
    category = CATEGORIES[asked.category]
    named = [part for entry in asked.evidence for part in _BETWEEN_IDS.split(entry)]
    return DatasetQuestion(
        id=id_,
        text=asked.question,
        category=category,
        answer="" if category == ADVERSARIAL or asked.answer is None else str(asked.answer),
        rule=_RULES.get(category, "whole"),
        evidence=_select_known(named, ids),
    )


def _select_known(named: Sequence[str], ids: frozenset[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in named if name in ids))

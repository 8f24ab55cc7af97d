"""Parsing LongMemEval, a public set of questions, each with a history of chats of its own.

A record is one question and the dated sessions of a user with an assistant before it, which are
put in the order of time. Turns marked as holding the answer are its evidence. A question whose id
ends in "_abs" is about what was never said; a preference is answered by a rubric.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated, Final, Literal

from pydantic import BaseModel, BeforeValidator

from mcp_mem0.domain.errors import RequestError
from mcp_mem0.domain.model.rows import Message
from mcp_mem0.evals.datasets.dataset import DatasetQuestion, LongConversation, Session, Turn
from mcp_mem0.evals.datasets.json_records import JsonRecord

ABSTENTION: Final = "abstention"
PREFERENCE: Final = "single-session-preference"

_ABSTAINS: Final = "_abs"
_TIME: Final = re.compile(
    r"(?P<day>\d{4}/\d{1,2}/\d{1,2})(?:\s*\(\w+\))?(?:\s+(?P<time>\d{1,2}:\d{2}))?", re.ASCII
)


def parse_longmemeval_record(record: JsonRecord) -> LongConversation:
    """Return the conversation of a record, with its one question.

    Raises:
        ValidationError: The record is not in that format.
        RequestError: It has not one date for each session.
    """
    parsed = _HistoryRecord.model_validate(record)
    dates, sessions = len(parsed.haystack_dates), len(parsed.haystack_sessions)
    if dates != sessions:
        raise RequestError(f"{dates} haystack_dates for {sessions} haystack_sessions")
    said = list(_build_sessions(parsed))
    return LongConversation(
        name=parsed.question_id,
        sessions=tuple(session for session, _ in said),
        questions=(_build_question(parsed, tuple(turn for _, marked in said for turn in marked)),),
    )


def _parse_time(given: object) -> datetime:
    """Read a time such as "2023/05/30 (Tue) 23:40".

    Raises:
        ValueError: It is written otherwise.
    """
    found = _TIME.fullmatch(str(given).strip())
    if found is None:
        raise ValueError(f"{given!r} is no time like '2023/05/30 (Tue) 23:40'")
    text = f"{found['day']} {found['time'] or '00:00'}"
    return datetime.strptime(text, "%Y/%m/%d %H:%M").replace(tzinfo=UTC)


_Time = Annotated[datetime, BeforeValidator(_parse_time)]


class _HistoryTurn(BaseModel):
    role: Literal["user", "assistant"]
    content: str
    has_answer: bool | None = None


class _HistoryRecord(BaseModel):
    question_id: str
    question_type: str
    question: str
    answer: str | int | float
    question_date: _Time
    haystack_dates: list[_Time]
    haystack_sessions: list[list[_HistoryTurn]]


def _build_sessions(record: _HistoryRecord) -> Iterator[tuple[Session, list[str]]]:
    """Yield the sessions that say something, each with the ids of its marked turns."""
    dated = zip(record.haystack_dates, record.haystack_sessions, strict=True)
    number = 0
    for said_at, turns in sorted(dated, key=lambda each: each[0]):
        spoken = [turn for turn in turns if turn.content.strip()]
        if not spoken:
            continue
        number += 1
        built = tuple(
            Turn(id=f"{number}:{place}", message=Message(role=turn.role, content=turn.content))
            for place, turn in enumerate(spoken, start=1)
        )
        marked = [turn.id for turn, given in zip(built, spoken, strict=True) if given.has_answer]
        yield Session(said_at=said_at, turns=built), marked


def _build_question(record: _HistoryRecord, evidence: tuple[str, ...]) -> DatasetQuestion:
    abstains = record.question_id.endswith(_ABSTAINS)
    answer = "" if abstains else str(record.answer)
    return DatasetQuestion(
        id=record.question_id,
        text=record.question,
        category=ABSTENTION if abstains else record.question_type,
        answer=answer,
        rubric=(answer,) if record.question_type == PREFERENCE and answer else (),
        evidence=evidence,
        asked_at=record.question_date,
    )

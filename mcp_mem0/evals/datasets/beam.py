"""Parsing BEAM ("Beyond a Million Tokens", arXiv 2510.27246), public chats with probing questions.

A record is one chat of a user with an assistant in batches, and two questions for each of ten
abilities, with what an answer must say as a rubric. A batch is a session; only the first message
of one says when it was. Evidence that names no message, or several, is ignored.
"""

import ast
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, JsonValue, TypeAdapter

from mcp_mem0.domain.errors import RequestError
from mcp_mem0.domain.model.rows import Message
from mcp_mem0.evals.datasets.dataset import DatasetQuestion, LongConversation, Session, Turn
from mcp_mem0.evals.datasets.json_records import JsonRecord

ABSTENTION: Final = "abstention"

_TIME_FORMATS: Final = ("%B-%d-%Y", "%b-%d-%Y", "%Y-%m-%d")
_ANSWER_KEYS: Final = (
    "answer",
    "ideal_response",
    "ideal_answer",
    "ideal_summary",
    "expected_compliance",
)
"""Where a right answer is, by the kind of question; the first one that is there."""

_PLAN_MARK: Final = re.compile(r"\s*->->\s*[\d,\s]+$")
"""What the generator left at the end of a user's message: the place in its plan."""

_PLAN_NUMBER: Final = re.compile(r"\d+")


def parse_beam_record(record: JsonRecord) -> LongConversation:
    """Return the conversation of a record, with its questions.

    Raises:
        ValidationError: The record is not in that format.
        RequestError: Nothing in it says when it was, or a question has no answer.
    """
    parsed = _BeamRecord.model_validate(record)
    batches = [batch for batch in _list_batches(parsed.chat) if batch]
    ids = _number_turns(batches)
    return LongConversation(
        name=str(parsed.conversation_id),
        sessions=tuple(_build_sessions(batches)),
        questions=tuple(_build_questions(parsed.probing_questions, ids)),
    )


class _BeamMessage(BaseModel):
    role: Literal["user", "assistant"]
    content: str
    id: int | str | None = None
    time_anchor: str | None = None


class _BeamBatch(BaseModel):
    turns: list[list[_BeamMessage]]


class _ProbingQuestion(BaseModel):
    question: str
    answer: str | int | float | None = None
    ideal_response: str | None = None
    ideal_answer: str | None = None
    ideal_summary: str | None = None
    expected_compliance: str | None = None
    rubric: str | list[str] = []
    source_chat_ids: JsonValue = None


def _read_literal(given: object) -> object:
    """Return what a table of questions says that is written as a Python literal in one text.

    Raises:
        ValueError: It is none.
    """
    if not isinstance(given, str):
        return given
    try:
        return ast.literal_eval(given)
    except (ValueError, SyntaxError, MemoryError, RecursionError) as error:
        raise ValueError("it is neither a table of questions nor a text that says one") from error


_Plans: TypeAlias = dict[str, list[_BeamBatch] | None]
"""Parts of a chat of ten million tokens, by name; in a table those of other rows are empty."""


class _BeamRecord(BaseModel):
    conversation_id: int | str
    chat: list[JsonValue]
    probing_questions: Annotated[dict[str, list[_ProbingQuestion]], BeforeValidator(_read_literal)]


_MESSAGES: Final = TypeAdapter(list[_BeamMessage])
_BATCH: Final = TypeAdapter(_BeamBatch)
_PLANS: Final = TypeAdapter[_Plans](_Plans)


def _list_batches(chat: Sequence[JsonValue]) -> Iterator[list[_BeamMessage]]:
    for part in chat:
        if isinstance(part, list):
            yield _select_spoken(_MESSAGES.validate_python(part))
        elif isinstance(part, dict) and "turns" in part:
            yield _join_turns(_BATCH.validate_python(part))
        else:
            plans = _PLANS.validate_python(part)
            for name in sorted(plans, key=_find_number):
                yield from map(_join_turns, plans[name] or ())


def _find_number(name: str) -> int:
    found = _PLAN_NUMBER.search(name)
    return int(found.group()) if found else 0


def _join_turns(batch: _BeamBatch) -> list[_BeamMessage]:
    return _select_spoken([message for turn in batch.turns for message in turn])


def _select_spoken(messages: Sequence[_BeamMessage]) -> list[_BeamMessage]:
    return [message for message in messages if message.content.strip()]


def _number_turns(batches: Sequence[Sequence[_BeamMessage]]) -> Mapping[str, str]:
    """Return our id of each message by the one that the chat gives it, if that is of one only."""
    placed = [
        (str(message.id), f"{number}:{place}")
        for number, batch in enumerate(batches, start=1)
        for place, message in enumerate(batch, start=1)
        if message.id is not None
    ]
    counts = Counter(given for given, _ in placed)
    return {given: ours for given, ours in placed if counts[given] == 1}


def _build_sessions(batches: Sequence[Sequence[_BeamMessage]]) -> Iterator[Session]:
    times = [_find_time(batch) for batch in batches]
    at = next((time for time in times if time is not None), None)
    if at is None:
        raise RequestError("chat: no time_anchor says when anything was said")
    for number, (batch, time) in enumerate(zip(batches, times, strict=True), start=1):
        at = time or at
        yield Session(
            said_at=at,
            turns=tuple(
                Turn(id=f"{number}:{place}", message=_build_message(message))
                for place, message in enumerate(batch, start=1)
            ),
        )


def _find_time(batch: Sequence[_BeamMessage]) -> datetime | None:
    """Return the first day that a batch names in a readable way, such as "March-15-2024"."""
    for message in batch:
        for time_format in _TIME_FORMATS:
            with suppress(ValueError):
                return datetime.strptime(message.time_anchor or "", time_format).replace(tzinfo=UTC)
    return None


def _build_message(message: _BeamMessage) -> Message:
    content = _PLAN_MARK.sub("", message.content) if message.role == "user" else message.content
    return Message(role=message.role, content=content)


def _build_questions(
    probing: Mapping[str, Sequence[_ProbingQuestion]], ids: Mapping[str, str]
) -> Iterator[DatasetQuestion]:
    for ability, questions in probing.items():
        category = ability.replace("_", "-")
        for number, asked in enumerate(questions, start=1):
            rubric = [asked.rubric] if isinstance(asked.rubric, str) else asked.rubric
            answer = "" if category == ABSTENTION else _find_answer(asked) or "; ".join(rubric)
            if not answer and category != ABSTENTION:
                raise RequestError(f"probing_questions, {ability} {number}: it has no answer")
            named = _list_ids(asked.source_chat_ids)
            yield DatasetQuestion(
                id=f"{category}-{number}",
                text=asked.question,
                category=category,
                answer=answer,
                rubric=tuple(rubric) if answer else (),
                evidence=tuple(dict.fromkeys(ids[each] for each in named if each in ids)),
            )


def _find_answer(asked: _ProbingQuestion) -> str:
    given = (getattr(asked, key) for key in _ANSWER_KEYS)
    return next((str(each) for each in given if each is not None and each != ""), "")


def _list_ids(given: JsonValue) -> Iterator[str]:
    """Yield the ids in a list or table of lists of any depth."""
    match given:
        case list():
            for each in given:
                yield from _list_ids(each)
        case dict():
            for each in given.values():
                yield from _list_ids(each)
        case int() | str():
            yield str(given)
        case _:
            return

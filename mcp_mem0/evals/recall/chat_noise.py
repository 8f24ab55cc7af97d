"""Generating everyday small talk, which shares words with questions and answers none of them.

It shows what happens to facts beside the chat of a long-used memory: people and an assistant
talk about food, the weather and the neighbours, agree with "ok", and ask the same thing twice.
"""

import random
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib import resources
from itertools import islice
from typing import Annotated, Final

from pydantic import Field

from mcp_mem0.domain.errors import RequestError, quote_value
from mcp_mem0.domain.model.rows import Message
from mcp_mem0.evals.deciding.case_tables import TomlTable

CHAT_LANGUAGES: Final = ("en", "de", "ru", "zh")
CHAT_MESSAGES: Final = 675
CHAT_MESSAGES_MAX: Final = 100_000
SESSION_MESSAGES: Final = 15

SHORT_SHARE: Final = 0.35
"""How often somebody ends a thread with "ok" or "done"."""

REPEAT_SHARE: Final = 0.15
"""How often somebody asks again what the thread began with."""

_FIRST_DAY: Final = datetime(2026, 1, 10, 18, tzinfo=UTC)
_DAYS: Final = 200
"""How many days all sessions are spread over."""

_SLOT: Final = re.compile(r"\{(\w+)\}")
_ASSISTANT: Final = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatSession:
    """Some messages in one language that were said on one evening."""

    language: str
    said_at: datetime
    messages: tuple[Message, ...]


class _Thread(TomlTable):
    """Turns as "A: text", or "-: text" for an assistant."""

    turns: Annotated[list[str], Field(min_length=1)]


class _ChatLines(TomlTable):
    """The small talk of one language."""

    people: Annotated[list[str], Field(min_length=3)]
    short: Annotated[list[str], Field(min_length=1)]
    slots: dict[str, list[str]]
    thread: Annotated[list[_Thread], Field(min_length=1)]


def generate_chat(
    count: int = CHAT_MESSAGES, seed: int = 0, languages: Sequence[str] = CHAT_LANGUAGES
) -> tuple[ChatSession, ...]:
    """Return sessions with so many messages in all, the languages in equal parts and in turns.

    The same arguments give the same messages.

    Args:
        count: How many messages.
        seed: Chooses which.
        languages: Their codes, each once.

    Raises:
        RequestError: A language has no small talk, or the count is out of range.
    """
    if not 0 <= count <= CHAT_MESSAGES_MAX:
        raise RequestError(f"chat has 0 to {CHAT_MESSAGES_MAX} messages, not {quote_value(count)}")
    unknown = [language for language in languages if language not in CHAT_LANGUAGES]
    if unknown or not languages:
        raise RequestError(
            f"there is no chat in {quote_value(', '.join(unknown))}:"
            f" choose from {', '.join(CHAT_LANGUAGES)}"
        )
    whole, rest = divmod(count, len(languages))
    parts = [
        _split_sessions(islice(_generate_messages(language, seed), whole + (number < rest)))
        for number, language in enumerate(languages)
    ]
    sessions = [
        (language, messages)
        for turn in range(max(map(len, parts)))
        for language, part in zip(languages, parts, strict=True)
        for messages in part[turn : turn + 1]
    ]
    step = timedelta(days=_DAYS) / max(1, len(sessions))
    return tuple(
        ChatSession(language=language, said_at=_FIRST_DAY + number * step, messages=messages)
        for number, (language, messages) in enumerate(sessions)
    )


def _split_sessions(messages: Iterator[Message]) -> list[tuple[Message, ...]]:
    return list(iter(lambda: tuple(islice(messages, SESSION_MESSAGES)), ()))


def _generate_messages(language: str, seed: int) -> Iterator[Message]:
    """Yield messages without an end: all threads in a random order, and then in another."""
    lines = _load_lines(language)
    # A chat must be repeatable, not secret.
    chance = random.Random(f"{language} {seed}")  # noqa: S311
    while True:
        for thread in chance.sample(lines.thread, len(lines.thread)):
            yield from _play_thread(thread, lines, chance)


def _play_thread(thread: _Thread, lines: _ChatLines, chance: random.Random) -> Iterator[Message]:
    speakers = dict(zip("ABC", chance.sample(lines.people, 3), strict=True))
    filling = {slot: chance.choice(values) for slot, values in lines.slots.items()}
    for turn in thread.turns:
        who, _, text = turn.partition(": ")
        content = _fill_slots(text, filling)
        if who == _ASSISTANT:
            yield Message(role="assistant", content=content)
        else:
            yield Message(role="user", content=content, name=speakers[who])
    if chance.random() < REPEAT_SHARE:
        _, _, text = thread.turns[0].partition(": ")
        yield Message(role="user", content=_fill_slots(text, filling), name=speakers["C"])
    if chance.random() < SHORT_SHARE:
        yield Message(role="user", content=chance.choice(lines.short), name=speakers["A"])


def _fill_slots(text: str, filling: dict[str, str]) -> str:
    """Fill the slots; one that is written with a capital begins a sentence."""

    def find_value(slot: re.Match[str]) -> str:
        name = slot[1]
        value = filling[name.lower()]
        return value[0].upper() + value[1:] if name[0].isupper() else value

    return _SLOT.sub(find_value, text)


def _load_lines(language: str) -> _ChatLines:
    file = resources.files("mcp_mem0.evals") / "chat_lines" / f"{language}.toml"
    return _ChatLines.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))

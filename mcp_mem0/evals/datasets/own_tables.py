"""The tables of a conversation of our own format, as people write them in TOML."""

import re
from datetime import date, datetime
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import BeforeValidator, Field

from mcp_mem0.domain.errors import quote_value
from mcp_mem0.evals.datasets.dataset import AnswerRule
from mcp_mem0.evals.deciding.case_tables import FactWordsToml, TomlTable
from mcp_mem0.evals.deciding.decision_cases import CloseKind

OwnCategory: TypeAlias = Literal[
    "single-hop", "multi-hop", "temporal", "open-domain", "update", "adversarial"
]

_LINE: Final = re.compile(r"(?P<who>[^:：]+)[:：](?P<says>.*\S.*)", re.DOTALL)
"""A speaker and what they said; the colon may be a full-width one."""


def _write_moment(given: object) -> object:
    """Return a date or time of TOML as the text that a person would write."""
    return given.isoformat() if isinstance(given, date | datetime) else given


def _split_line(given: object) -> object:
    """Return the table that a line such as "Ana: I moved" stands for.

    Raises:
        ValueError: It is written otherwise.
    """
    if not isinstance(given, str):
        return given
    found = _LINE.fullmatch(given)
    if found is None:
        raise ValueError(f"{quote_value(given)} names no speaker: write it like 'Ana: I moved'")
    return {"who": found["who"].strip(), "says": found["says"].strip()}


SpokenAt: TypeAlias = Annotated[str, BeforeValidator(_write_moment)]
"""A time in ISO 8601; its offset says where something was said."""

TurnId: TypeAlias = Annotated[str, Field(pattern=r"^[1-9][0-9]{0,4}:[1-9][0-9]{0,4}$")]
"""Session and message, both counted from 1: "1:2"."""

OwnId: TypeAlias = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
Text: TypeAlias = Annotated[str, Field(pattern=r"\S")]
Count: TypeAlias = Annotated[int, Field(ge=1)]


class SaidToml(TomlTable):
    """One message."""

    who: Text
    says: Text
    at: SpokenAt | None = None


class SessionToml(TomlTable):
    """One session."""

    at: SpokenAt
    said: list[Annotated[SaidToml, BeforeValidator(_split_line)]] = Field(min_length=1)


class FactEndToml(TomlTable):
    """What ended a fact."""

    turn: TurnId
    kind: CloseKind = Field(alias="as")


class StatedFactToml(FactWordsToml):
    """A fact that the conversation states; without an end it is open at the end."""

    id: OwnId
    said_in: list[TurnId] = Field(min_length=1)
    ended: FactEndToml | None = None


class ForgetToml(TomlTable):
    """What somebody asks to be forgotten after a session."""

    after: Count
    turns: list[TurnId] = Field(min_length=1)


class AskToml(TomlTable):
    """One question."""

    id: OwnId
    question: Text
    category: OwnCategory
    answer: str = ""
    also_right: list[Text] = Field(default=[])
    evidence: list[TurnId] = Field(default=[])
    after: Count | None = None
    until: Count | None = None
    rule: AnswerRule = "whole"
    rubric: list[Text] = Field(default=[])


class OwnConversationToml(TomlTable):
    """A file with one conversation."""

    title: Text
    language: str
    speakers: dict[Text, Literal["user", "assistant", "tool"]] = Field(min_length=1)
    session: list[SessionToml] = Field(min_length=1)
    fact: list[StatedFactToml] = Field(default=[])
    forget: list[ForgetToml] = Field(default=[])
    ask: list[AskToml] = Field(default=[])

"""The tables of a recall set, as people write them in TOML."""

from datetime import date, datetime
from typing import Annotated, TypeAlias

from pydantic import BeforeValidator, Field

from mcp_mem0.domain.model.rows import Role
from mcp_mem0.evals.deciding.case_tables import TomlTable
from mcp_mem0.evals.recall.recall_set import NoiseKind, QuestionKind


def _write_moment(given: object) -> object:
    """Return a date or time of TOML as the text that a call would send."""
    return given.isoformat() if isinstance(given, date | datetime) else given


Moment: TypeAlias = Annotated[str, BeforeValidator(_write_moment)]
"""A date or time in ISO 8601; without an offset it is in UTC."""

Text: TypeAlias = Annotated[str, Field(min_length=1, pattern=r"\S")]
TellingId: TypeAlias = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]*$")]


class ToldMessageToml(TomlTable):
    """One message of a conversation."""

    role: Role
    content: Text
    name: str | None = None
    at: Moment | None = None


class TellingToml(TomlTable):
    """One call: exactly one of content, messages and relation."""

    id: TellingId
    at: Moment | None = None
    content: Text | None = None
    messages: list[ToldMessageToml] = Field(default=[])
    relation: Annotated[list[Text], Field(min_length=3, max_length=3)] | None = None
    valid_from: Moment | None = None
    valid_to: Moment | None = None
    replaces: list[TellingId] = Field(default=[])
    session: str | None = None
    tags: list[str] = Field(default=[])


class QuestionToml(TomlTable):
    """One question; an unanswerable one expects nothing, and any other something."""

    question: Text
    kind: QuestionKind
    language: Annotated[str, Field(pattern=r"^[a-z]{2}$")] | None = None
    expects: list[TellingId] = Field(default=[])
    below: list[TellingId] = Field(default=[])
    passage: str = ""


class RecallSetToml(TomlTable):
    """A file with one set."""

    title: Text
    now: Moment | None = None
    noise: NoiseKind | None = None
    tell: list[TellingToml] = Field(min_length=1)
    ask: list[QuestionToml] = Field(min_length=1)

"""The arguments of each tool, as a client sends them.

Types are strict ("5" is not 5) and names are closed; what the values mean is checked by
`mcp_mem0.domain.requests`. The descriptions are part of the tools' 6 KB.
"""

import json
from typing import Annotated, TypeVar, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from mcp_mem0.domain.model.closings import ChangeKind
from mcp_mem0.domain.model.rows import Role
from mcp_mem0.domain.requests.model import Detail, RecallOrder

ItemT = TypeVar("ItemT")


def _unpack_list(value: object) -> object:
    # Some desktop clients send a list as a JSON string; no other type is parsed from text.
    if isinstance(value, str) and value.lstrip().startswith("["):
        try:
            return json.loads(value)
        except (ValueError, RecursionError):
            return value
    return value


def _wrap_single(value: object) -> object:
    unpacked = _unpack_list(value)
    return [unpacked] if isinstance(unpacked, str) else unpacked


Several = Annotated[list[ItemT], BeforeValidator(_unpack_list)]
OneOrSeveral = Annotated[
    list[str],
    BeforeValidator(_wrap_single),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]


_REPLACES_AS = "What they were: change, so until now; correction, never so; addition, part of this."


class Input(BaseModel):
    """The arguments of one call."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class MessageInput(Input):
    """One message; `domain.requests` checks its role and time."""

    role: Annotated[str, WithJsonSchema({"enum": list(get_args(Role))})]
    content: str
    name: str | None = Field(default=None, description="Who speaks.")
    at: str | None = Field(default=None, description="ISO 8601.")


class RememberInput(Input):
    """The arguments of `remember`."""

    content: str | None = Field(
        default=None,
        description="Self-contained: names for pronouns, dates for 'yesterday'.",
    )
    contents: Several[str] = Field(default=[], description="Or up to 50 statements.")
    messages: Several[MessageInput] = Field(
        default=[], description="Or a conversation, word for word, oldest first."
    )
    space: str | None = Field(default=None, description="Whose memory; leave out for the usual.")
    session: str | None = Field(
        default=None, description="Name of this conversation; else the current one."
    )
    tags: Several[str] = []
    said_at: str | None = Field(default=None, description="When it was said, ISO 8601; else now.")
    valid_from: str | None = Field(default=None, description="Since when content is so.")
    valid_to: str | None = Field(default=None, description="Until when.")
    replaces: Several[str] = Field(default=[], description="Ids of facts it replaces.")
    replaces_as: ChangeKind | None = Field(default=None, description=_REPLACES_AS)
    dry_run: bool = Field(default=False, description="Preview only.")
    wait_s: float | None = Field(
        default=None, description="Seconds to wait for a model's decision; 0 returns once stored."
    )


class RecallInput(Input):
    """The arguments of `recall`."""

    query: str | None = Field(default=None, description="A question or key words.")
    about: Several[str] = Field(
        default=[], description="Names: of one, what surrounds it; of several, the paths between."
    )
    ids: Several[str] = Field(default=[], description="Or these alone, whole: f_, m_, e_, c_.")
    space: OneOrSeveral = Field(default=[], description="Search here instead of in the usual.")
    tags: Several[str] = Field(default=[], description="Only with all of these.")
    since: str | None = Field(default=None, description="Said since: 2026-03-01, 7d, yesterday.")
    until: str | None = Field(default=None, description="Said at or before.")
    valid_at: str | None = Field(default=None, description="What was true then.")
    known_at: str | None = Field(default=None, description="What was believed then.")
    include_retired: bool = Field(default=False, description="Also what was replaced or forgotten.")
    limit: int | None = Field(default=None, description="Most memories to return.")
    max_tokens: int | None = Field(default=None, description="Largest answer.")
    detail: Detail = Field(default="brief", description="full adds quote, author and score.")
    order: RecallOrder = Field(default="relevance", description="time: oldest first.")


class RelateInput(Input):
    """The arguments of `relate`."""

    subject: str = Field(description="Who or what, by name.")
    predicate: str = Field(description="Such as works_at.")
    object: str = Field(description="Whom or what, by name.")
    valid_from: str | None = Field(
        default=None, description="Since when: 2023, 2023-10, 2023-10-17."
    )
    valid_to: str | None = Field(default=None, description="Until when.")
    replaces: Several[str] = Field(default=[], description="Ids of facts it replaces.")
    replaces_as: ChangeKind | None = Field(default=None, description="As for remember.")
    space: str | None = None
    dry_run: bool = Field(default=False, description="Preview only.")


class ForgetInput(Input):
    """The arguments of `forget`."""

    ids: Several[str] = Field(default=[], description="Facts (f_) and messages (m_).")
    undo: str | None = Field(default=None, description="Or a change to take back, by its id.")
    session: str | None = Field(default=None, description="Or all that came from a session.")
    query: str | None = Field(default=None, description="Or words: lists what matches.")
    erase: bool = Field(default=False, description="Remove ids or session for good.")
    space: str | None = None
    everywhere: bool = Field(default=False, description="With ids: all that says the same.")
    dry_run: bool = Field(default=False, description="Preview only.")

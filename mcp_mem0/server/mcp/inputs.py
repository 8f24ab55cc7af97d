"""The arguments of each tool, as its schema lists them.

Names are closed and types are strict, after `coercion` has read what models send in their place;
what the values mean is checked by `mcp_mem0.domain.requests`. The descriptions are part of the
tools' 6 KB.
"""

from typing import Annotated, ClassVar, TypeAlias, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

from mcp_mem0.domain.model.closings import ChangeKind
from mcp_mem0.domain.model.rows import Role
from mcp_mem0.domain.requests.model import Detail, RecallOrder
from mcp_mem0.server.mcp.arguments.coercion import Code, Count, EntityName, Label, Words

ItemT = TypeVar("ItemT")
Several: TypeAlias = list[ItemT]

_REPLACES_AS = "What they were: change, so until now; correction, never so; addition, part of this."


class Input(BaseModel):
    """The arguments of one call."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    has_words_for_nothing: ClassVar[bool] = False
    """Whether "null" and the like count as not given."""


class ToolInput(Input):
    """The arguments of a call that a model makes."""

    has_words_for_nothing = True


class MessageInput(Input):
    """One message as the schema asks for it; others are read as far as they are readable."""

    role: Annotated[str, WithJsonSchema({"type": "string", "enum": list(get_args(Role))})]
    content: str
    name: str | None = Field(default=None, description="Who speaks.")
    at: str | None = Field(default=None, description="ISO 8601.")


_MESSAGE = {
    # Its docstring is for programmers.
    name: part
    for name, part in MessageInput.model_json_schema().items()
    if name != "description"
}
Messages: TypeAlias = Annotated[list[object], WithJsonSchema({"type": "array", "items": _MESSAGE})]


class RememberInput(ToolInput):
    """The arguments of `remember`."""

    content: Words | None = Field(
        default=None,
        description="Self-contained: names for pronouns, dates for 'yesterday'.",
    )
    contents: Several[Words] = Field(default=[], description="Or up to 50 statements.")
    messages: Messages = Field(
        default=[], description="Or a conversation, word for word, oldest first."
    )
    space: str | None = Field(default=None, description="Whose memory; leave out for the usual.")
    session: str | None = Field(
        default=None, description="Name of this conversation; else the current one."
    )
    tags: Several[Label] = []
    said_at: str | None = Field(default=None, description="When it was said, ISO 8601; else now.")
    valid_from: str | None = Field(default=None, description="Since when content is so.")
    valid_to: str | None = Field(default=None, description="Until when.")
    replaces: Several[Code] = Field(default=[], description="Ids of facts it replaces.")
    replaces_as: ChangeKind | None = Field(default=None, description=_REPLACES_AS)
    dry_run: bool = Field(default=False, description="Preview only.")
    wait_s: float | None = Field(
        default=None, description="Seconds to wait for a model's decision; 0 returns once stored."
    )


class RecallInput(ToolInput):
    """The arguments of `recall`."""

    query: Words | None = Field(default=None, description="A question or key words.")
    about: Several[EntityName] = Field(
        default=[], description="Names: of one, what surrounds it; of several, the paths between."
    )
    ids: Several[Code] = Field(default=[], description="Or these alone, whole: f_, m_, e_, c_.")
    space: Several[Code] = Field(default=[], description="Search here instead of in the usual.")
    tags: Several[Label] = Field(default=[], description="Only with all of these.")
    since: str | None = Field(default=None, description="Said since: 2026-03-01, 7d, yesterday.")
    until: str | None = Field(default=None, description="Said at or before.")
    valid_at: str | None = Field(default=None, description="What was true then.")
    known_at: str | None = Field(default=None, description="What was believed then.")
    include_retired: bool = Field(default=False, description="Also what was replaced or forgotten.")
    limit: Count | None = Field(default=None, description="Most memories to return.")
    max_tokens: Count | None = Field(default=None, description="Largest answer.")
    detail: Detail = Field(
        default="brief", description="full adds quote, author and score to brief."
    )
    order: RecallOrder = Field(default="relevance", description="time: oldest first.")


class RelateInput(ToolInput):
    """The arguments of `relate`."""

    subject: EntityName = Field(description="Who or what, by name.")
    predicate: str = Field(description="Such as works_at.")
    object: EntityName = Field(description="Whom or what, by name.")
    valid_from: str | None = Field(
        default=None, description="Since when: 2023, 2023-10, 2023-10-17."
    )
    valid_to: str | None = Field(default=None, description="Until when.")
    replaces: Several[Code] = Field(default=[], description="Ids of facts it replaces.")
    replaces_as: ChangeKind | None = Field(default=None, description="As for remember.")
    space: str | None = None
    dry_run: bool = Field(default=False, description="Preview only.")


class ForgetInput(ToolInput):
    """The arguments of `forget`."""

    ids: Several[Code] = Field(default=[], description="Facts (f_) and messages (m_).")
    undo: str | None = Field(default=None, description="Or a change to take back, by its id.")
    session: str | None = Field(default=None, description="Or all that came from a session.")
    query: Words | None = Field(default=None, description="Or words: lists what matches.")
    erase: bool = Field(default=False, description="Remove ids or session for good.")
    space: str | None = None
    everywhere: bool = Field(default=False, description="With ids: all that says the same.")
    dry_run: bool = Field(default=False, description="Preview only.")

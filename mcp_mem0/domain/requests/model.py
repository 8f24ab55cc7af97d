"""The parsed requests, one class each, which the services trust.

The entry points (MCP tools, command line) build them with the functions of
`mcp_mem0.domain.requests`, which check sizes, names, ids and dates once.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal, TypeAlias

from mcp_mem0.domain.model.rows import Intake, Target

Detail: TypeAlias = Literal["brief", "full"]
RecallOrder: TypeAlias = Literal["relevance", "time"]
ListKind: TypeAlias = Literal["facts", "messages"]
Form: TypeAlias = Literal["text", "json", "both"]
"""In which form an answer is read: as text, as JSON, or as one of them that we do not know."""

MEMORIES_MAX: Final = 50
"""Most memories in one answer; usually its token budget is met first."""

ANSWER_TOKENS_MAX: Final = 1_500
"""The token budget of one answer, unless the caller or a setting says.

Of the evidence of 760 questions 82 % is told within 500 tokens, 86 % within 1,000 and 88 % within
1,500; another 500 tell 2 % more (docs/recall.md).
"""

ROWS_MAX = 10_000
"""Most rows that can be paged through; a narrower request finds older ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RememberRequest:
    """Store a statement, a conversation, or (with `intake.relation`) one relation.

    `session` None means the author's conversation in the space, which half an hour of silence
    ends; `said_at` None means now; `wait_s` is how long the caller waits for the decision. A
    repeated `key` stores nothing new. `as_is` disables redaction.
    """

    intake: Intake
    space: str
    session: str | None
    author: str
    tags: tuple[str, ...] = ()
    said_at: datetime | None = None
    dry_run: bool = False
    wait_s: float = 5.0
    key: str | None = None
    as_is: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallRequest:
    """Search the memory. Without `query` and `about` the answer is the brief.

    `about` are names. Alone they ask for what surrounds one, or for the paths between several; with
    `query` they limit the search to rows that mention one. `usual_spaces` are the caller's own,
    which may be queried while still empty. `said_since` and `said_until` bound `said_at`;
    `max_tokens` bounds the answer as it is read in its `form`, and `limit` its memories. With
    `order` "time" what was chosen is told oldest first; without `query` and `about` these are the
    newest memories.
    """

    query: str | None
    about: tuple[str, ...] = ()
    spaces: tuple[str, ...]
    usual_spaces: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    said_since: datetime | None = None
    said_until: datetime | None = None
    valid_at: datetime | None = None
    known_at: datetime | None = None
    include_retired: bool = False
    limit: int = MEMORIES_MAX
    max_tokens: int = ANSWER_TOKENS_MAX
    detail: Detail = "brief"
    form: Form = "both"
    order: RecallOrder = "relevance"


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetFacts:
    """Retire facts by id; a target may carry the revision that the caller saw."""

    targets: tuple[Target, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetSession:
    """Retire everything that came from one session."""

    session: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetAuthor:
    """Retire everything that one author wrote; a subject means that subject with any client."""

    author: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoChange:
    """Undo one change as a whole."""

    change: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetQuery:
    """Only list what a query would forget."""

    query: str


ForgetSelection: TypeAlias = ForgetFacts | ForgetSession | ForgetAuthor | UndoChange | ForgetQuery


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetRequest:
    """Forget, undo, or list what would be forgotten; `session` as for `RememberRequest`."""

    what: ForgetSelection
    space: str
    session: str | None
    author: str
    dry_run: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRequest:
    """Return all revisions of one fact."""

    lineage: str
    spaces: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRequest:
    """Return one change."""

    change: str
    spaces: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesRequest:
    """Return the newest changes, made since a moment and before another."""

    spaces: tuple[str, ...]
    since: datetime | None = None
    before: datetime | None = None
    limit: int = 20

    @property
    def last(self) -> datetime | None:
        """The last moment of the period."""
        return None if self.before is None else self.before - timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRequest:
    """Return what changed in some spaces since a moment."""

    spaces: tuple[str, ...]
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRequest:
    """Return a page of facts or messages, most recently recorded first.

    Attributes:
        entity: Only rows that name it, in any spelling.
        include_retired: Include what was replaced, ended, forgotten or undone.
        page: The number of the page, from 1.
    """

    what: ListKind
    spaces: tuple[str, ...]
    entity: str | None = None
    tags: tuple[str, ...] = ()
    said_since: datetime | None = None
    said_until: datetime | None = None
    sessions: tuple[str, ...] | None = None
    authors: tuple[str, ...] | None = None
    valid_at: datetime | None = None
    known_at: datetime | None = None
    include_retired: bool = False
    page: int = 1
    page_size: int = 20

"""The parsed requests, one class each, which the services trust.

The entry points (MCP tools, command line) build them with the functions of
`mcp_mem0.domain.requests`, which check sizes, names, ids and dates once. A server also takes those
that look as JSON from commands, which have checked them; there the types say what is possible.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import AwareDatetime, Field

from mcp_mem0.domain.dates import EARLIEST, LATEST
from mcp_mem0.domain.model.rows import Intake, Target

Detail: TypeAlias = Literal["brief", "full"]
RecallOrder: TypeAlias = Literal["relevance", "time"]
ListKind: TypeAlias = Literal["facts", "messages"]
NameKind: TypeAlias = Literal["tags", "entities", "sessions", "authors"]
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

QUERY_CHARS_MAX: Final = 2_000
"""Most characters of a question."""

PAGE_SIZE_MAX: Final = 500
"""Most rows or changes in one answer to a command."""

SearchTime: TypeAlias = Annotated[AwareDatetime, Field(ge=EARLIEST, le=LATEST)]
Count: TypeAlias = Annotated[int, Field(ge=1, le=ROWS_MAX)]
PageSize: TypeAlias = Annotated[int, Field(ge=1, le=PAGE_SIZE_MAX)]


@dataclass(frozen=True, slots=True, kw_only=True)
class RememberRequest:
    """Store statements, a conversation, or (with `intake.relation`) one relation.

    `session` None means the author's conversation in the space, which half an hour of silence
    ends; `said_at` None means now; `wait_s` is how long the caller waits for the decision. A
    repeated `key` stores nothing new. `as_is` disables redaction. `is_imported` says that a file
    still says it: its key was looked up, no other call has other words for it, and nobody states
    anew what was forgotten. `is_space_named` says that the call names its space, which may be
    mistyped, and `visible_spaces` which others may be told of; None is any. `notes`
    tell the caller what of a conversation was not kept; if that is all of it, the intake has no
    words.
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
    is_imported: bool = False
    is_space_named: bool = False
    visible_spaces: tuple[str, ...] | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallRequest:
    """Search the memory. Without `query` and `about` the answer is the brief.

    `about` are names. Alone they ask for what surrounds one, or for the paths between several; with
    `query` they limit the search to rows that mention one. `usual_spaces` are the caller's own,
    which may be queried while still empty. `said_since` and `said_until` bound `said_at`;
    `max_tokens` bounds the answer as it is read in its `form`, and `limit` its memories. `sessions`
    and `authors` are names as they are stored; None is any. With `order` "time" what was chosen is
    told oldest first; without `query` and `about` these are the newest memories. Without
    `sees_forgotten` nothing that was forgotten is told of another time. `visible_spaces` are those
    that the caller may be told of; None is any. `ids` ask for what they name, and for nothing else.
    `notes` tell the caller how the question was changed.
    """

    query: Annotated[str, Field(max_length=QUERY_CHARS_MAX)] | None
    about: tuple[str, ...] = ()
    spaces: tuple[str, ...]
    usual_spaces: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    said_since: SearchTime | None = None
    said_until: SearchTime | None = None
    valid_at: SearchTime | None = None
    known_at: SearchTime | None = None
    include_retired: bool = False
    limit: Count = MEMORIES_MAX
    max_tokens: Annotated[int, Field(ge=1)] = ANSWER_TOKENS_MAX
    detail: Detail = "brief"
    form: Form = "both"
    order: RecallOrder = "relevance"
    ids: tuple[str, ...] = ()
    visible_spaces: tuple[str, ...] | None = None
    sees_forgotten: bool = True
    sessions: tuple[str, ...] | None = None
    authors: tuple[str, ...] | None = None
    notes: tuple[str, ...] = ()

    @property
    def is_about_now(self) -> bool:
        """Whether it asks for open rows alone."""
        is_any_time = self.valid_at is None and self.known_at is None
        return is_any_time and not self.include_retired


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetFacts:
    """Retire facts and messages by id; a target may carry the revision that the caller saw.

    Of a message that only supports a fact, what the fact says is not let in again; of one that is
    named in `messages`, or of all with `is_whole`, nothing is.
    """

    targets: tuple[Target, ...] = ()
    messages: tuple[str, ...] = ()
    is_whole: bool = False


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
    """Only list what a query would forget: facts and messages; `notes` say how it was changed."""

    query: str
    notes: tuple[str, ...] = ()


ForgetSelection: TypeAlias = ForgetFacts | ForgetSession | ForgetAuthor | UndoChange | ForgetQuery


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetRequest:
    """Forget, undo, or list what would be forgotten; `session` as for `RememberRequest`.

    `spaces` are those that a query lists from, or that ids are looked for in if the call names no
    space; one forgets in one of them. `everywhere` also forgets what else says the same in it.
    Where nothing in them matches a query it lists from the others that the caller may be told of,
    `visible_spaces` or any, unless the call names its space.
    """

    what: ForgetSelection
    space: str
    session: str | None
    author: str
    dry_run: bool = False
    spaces: tuple[str, ...] = ()
    everywhere: bool = False
    is_space_named: bool = False
    visible_spaces: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRequest:
    """Return all revisions of one fact; without `sees_forgotten` not what forgotten ones said."""

    lineage: str
    spaces: tuple[str, ...]
    sees_forgotten: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRequest:
    """Return one change; without `sees_forgotten` not what facts said that were forgotten."""

    change: str
    spaces: tuple[str, ...]
    sees_forgotten: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesRequest:
    """Return the newest changes, made since a moment and before another."""

    spaces: tuple[str, ...]
    since: SearchTime | None = None
    before: SearchTime | None = None
    limit: PageSize = 20

    @property
    def last(self) -> datetime | None:
        """The last moment of the period."""
        return None if self.before is None else self.before - timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRequest:
    """Return a page of what changed in some spaces since a moment and before another, newest first.

    Attributes:
        page: The number of the page, from 1.
        limit: Most changes, and most conflicts, of a page.
    """

    spaces: tuple[str, ...]
    since: SearchTime
    before: SearchTime | None = None
    page: Count = 1
    limit: PageSize = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewRequest:
    """Count what some spaces hold, all of them if none is named, and the cost since a moment."""

    spaces: tuple[str, ...]
    since: SearchTime


@dataclass(frozen=True, slots=True, kw_only=True)
class SignaturesRequest:
    """Measure whether the memory of some spaces fails, of all of them if none is named."""

    spaces: tuple[str, ...]


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
    said_since: SearchTime | None = None
    said_until: SearchTime | None = None
    sessions: tuple[str, ...] | None = None
    authors: tuple[str, ...] | None = None
    valid_at: SearchTime | None = None
    known_at: SearchTime | None = None
    include_retired: bool = False
    page: Count = 1
    page_size: PageSize = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class NamesRequest:
    """Return a page of the tags, entities, sessions or authors of open facts, most used first."""

    what: NameKind
    spaces: tuple[str, ...]
    page: Count = 1
    page_size: PageSize = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleRequest:
    """Say that two facts, of which the newer one may outdate the other, both hold."""

    older: Target
    newer: Target
    space: str
    session: str | None
    author: str

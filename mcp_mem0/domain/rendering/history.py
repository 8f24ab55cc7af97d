"""Rendering history: the revisions of a fact, and changes."""

from collections.abc import Iterator, Sequence
from typing import Annotated, Final

from pydantic import Field

from mcp_mem0.domain.dates import format_moment, format_stated, spell_stated
from mcp_mem0.domain.model.changes import Act, Change
from mcp_mem0.domain.model.closings import Closing
from mcp_mem0.domain.model.rows import Fact, Message
from mcp_mem0.domain.model.tombstones import ERASED
from mcp_mem0.domain.rendering.closing_words import describe_closing
from mcp_mem0.domain.rendering.erasure import format_counts
from mcp_mem0.domain.rendering.operations import (
    CallFormatter,
    ConfirmationModel,
    OperationModel,
    build_confirmation_models,
    build_operation_model,
    format_confirmation,
    format_outcome,
    format_reason,
)
from mcp_mem0.domain.rendering.quoting import (
    Output,
    escape_line_breaks,
    format_name,
    format_speaker,
    quote_text,
)
from mcp_mem0.domain.results.history import ChangeDetails, FactHistory, FactRevision
from mcp_mem0.domain.results.suggested_call import format_tool_call
from mcp_mem0.domain.text.search_text import label_speaker
from mcp_mem0.domain.visible_text import count_invisible

_INVISIBLE: Final = "How many characters of it nobody can see; they are kept, and left out here."


class WordsModel(Output):
    """The message that a fact was extracted from."""

    speaker: Annotated[str, Field(description="A role, or a name.")]
    said_at: str
    text: str
    invisible: Annotated[int | None, Field(description=_INVISIBLE)] = None


class TurnModel(Output):
    """The change that opened or closed a revision: who, when and why."""

    change: str
    act: Act
    author: str
    session: str
    at: str
    decided_by: str
    why: str


class RevisionModel(Output):
    """One revision of a fact."""

    revision: int
    text: str
    invisible: Annotated[int | None, Field(description=_INVISIBLE)] = None
    said_at: str
    since: Annotated[str | None, Field(description="Absent if nobody said since when.")] = None
    until: str | None = None
    quote: str | None = None
    words: WordsModel | None = None
    opened: TurnModel | None = None
    closed_as: Closing | None = None
    closed: TurnModel | None = None


class HistoryModel(Output):
    """All revisions of a fact, oldest first."""

    id: str
    space: str
    revisions: tuple[RevisionModel, ...]


class ChangeModel(Output):
    """A change and its operations."""

    change: str
    act: Act
    space: str
    author: str
    session: str
    at: str
    decided_by: str
    model: str | None = None
    undoes: str | None = None
    undone_by: str | None = None
    operations: tuple[OperationModel, ...]
    erased: Annotated[
        dict[str, int] | None, Field(description="Rows of which nothing is left, by kind.")
    ] = None
    dropped: tuple[str, ...] | None = None
    withheld: tuple[ConfirmationModel, ...] | None = None


class ChangesModel(Output):
    """Changes, newest first."""

    changes: tuple[ChangeModel, ...]


def build_history_model(history: FactHistory) -> HistoryModel:
    """Return a history as JSON."""
    return HistoryModel(
        id=history.lineage,
        space=history.space,
        revisions=tuple(map(_build_revision_model, history.revisions)),
    )


def render_history(history: FactHistory) -> str:
    """Return a history as text."""
    return "\n".join(_render_history_lines(history))


def build_change_model(
    details: ChangeDetails, call_text: CallFormatter = format_tool_call
) -> ChangeModel:
    """Return a change as JSON."""
    change = details.change
    return ChangeModel(
        change=change.id,
        act=change.act,
        space=change.space,
        author=change.author,
        session=change.session,
        at=format_moment(change.recorded_at),
        decided_by=change.effort.decided_by,
        model=change.effort.model,
        undoes=change.undoes,
        undone_by=details.undone_by,
        operations=tuple(map(build_operation_model, details.outcomes)),
        erased=dict(change.erased) or None,
        dropped=change.dropped or None,
        withheld=build_confirmation_models(details.withheld, call_text),
    )


def render_change(details: ChangeDetails, call_text: CallFormatter = format_tool_call) -> str:
    """Return a change as text."""
    return "\n".join(_render_change_lines(details, call_text))


def build_changes_model(
    changes: Sequence[ChangeDetails], call_text: CallFormatter = format_tool_call
) -> ChangesModel:
    """Return changes as JSON."""
    return ChangesModel(
        changes=tuple(build_change_model(details, call_text) for details in changes)
    )


def render_changes(
    changes: Sequence[ChangeDetails], call_text: CallFormatter = format_tool_call
) -> str:
    """Return changes as text."""
    lines = [render_change(details, call_text) for details in changes]
    return "\n".join(lines) or "No changes found."


def _build_revision_model(revision: FactRevision) -> RevisionModel:
    fact = revision.fact
    return RevisionModel(
        revision=fact.revision,
        text=fact.text,
        invisible=count_invisible(fact.text) or None,
        said_at=format_moment(fact.said_at),
        since=format_stated(fact.since, times=True) if fact.valid_from else None,
        until=format_stated(fact.until, times=True) if fact.until else None,
        quote=fact.quote if fact.quote != fact.text else None,
        words=_build_words_model(revision.words, fact),
        opened=_build_turn_model(revision.opened, find_opening_reason(revision)),
        closed_as=fact.retired_as,
        closed=_build_turn_model(revision.closed, fact.retired_why or ""),
    )


def _build_words_model(words: Message | None, fact: Fact) -> WordsModel | None:
    if words is None:
        return None
    said_at = words.at or fact.said_at
    return WordsModel(
        speaker=label_speaker(words),
        said_at=format_moment(said_at),
        text=words.content,
        invisible=count_invisible(words.content) or None,
    )


def _build_turn_model(change: Change | None, why: str) -> TurnModel | None:
    if change is None:
        return None
    return TurnModel(
        change=change.id,
        act=change.act,
        author=change.author,
        session=change.session,
        at=format_moment(change.recorded_at),
        decided_by=change.effort.decided_by,
        why=why,
    )


def find_opening_reason(revision: FactRevision) -> str:
    """Return why a revision was opened; an empty string if no step of its change tells."""
    steps = () if revision.opened is None else revision.opened.steps
    return next((step.reason for step in steps if step.opened == revision.fact.id), "")


def _render_history_lines(history: FactHistory) -> Iterator[str]:
    space = format_name(history.space)
    yield f"Quoted from memory, fact {history.lineage} (space {space}), oldest first:"
    for item in history.revisions:
        revision = _build_revision_model(item)
        end = item.fact.until
        until = f", until {spell_stated(end, times=True)}" if end else ""
        start = (
            f"since {spell_stated(item.fact.since, times=True)}"
            if item.fact.valid_from
            else "start unknown"
        )
        yield (
            f"revision {revision.revision}: {quote_counted(revision.text)}"
            f" (said {revision.said_at}, {start}{until})"
        )
        if revision.words is not None:
            yield f"  words: {_format_words(revision.words)}"
        if item.opened is not None:
            yield f"  recorded {_format_turn(item.opened, find_opening_reason(item))}"
        if item.closed is not None:
            turn = _format_turn(item.closed, item.fact.retired_why or "")
            yield f"  {describe_closing(item.fact.retired_as)} {turn}"


def _format_words(words: WordsModel) -> str:
    return f"{format_speaker(words.speaker)}, {words.said_at}: {quote_counted(words.text)}"


def quote_counted(text: str) -> str:
    """Quote a text, and say how many characters that nobody can see are left out."""
    count = count_invisible(text)
    left_out = f" ({count:,} characters that cannot be seen are left out)" if count else ""
    return f"{quote_text(text)}{left_out}"


def _format_turn(change: Change, why: str) -> str:
    reason = f": {format_reason(why, change.effort)}" if why else ""
    return (
        f"{format_moment(change.recorded_at)} by {_format_kept_name(change.author)}"
        f" in session {_format_kept_name(change.session)}"
        f" ({change.act} {change.id}, decided by"
        f" {escape_line_breaks(change.effort.decided_by)}){reason}"
    )


def _format_kept_name(name: str) -> str:
    """Return the name of an author or a session, or that an erase left none."""
    return format_name(name) if name else ERASED


def _render_change_lines(details: ChangeDetails, call_text: CallFormatter) -> Iterator[str]:
    change = details.change
    yield (
        f"{change.id}: {change.act} by {_format_kept_name(change.author)},"
        f" {format_moment(change.recorded_at)},"
        f" space {format_name(change.space)}, session {_format_kept_name(change.session)},"
        f" decided by {escape_line_breaks(change.effort.decided_by)}"
    )
    if change.undoes:
        yield f"  undoes {change.undoes}"
    if details.undone_by:
        yield f"  undone by {details.undone_by}"
    if change.erased:
        yield f"  erased: {format_counts(change.erased)}"
    for outcome in details.outcomes:
        yield f"  {format_outcome(outcome, change.effort)}"
    for withheld in details.withheld:
        yield f"  {format_confirmation(withheld, call_text)}"
    for dropped in change.dropped:
        yield f"  dropped: {escape_line_breaks(dropped)}"

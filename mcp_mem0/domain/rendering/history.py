"""Writing the past: the revisions of a fact, and changes."""

from collections.abc import Iterator, Sequence
from typing import Annotated, Final

from pydantic import Field

from mcp_mem0.domain.dates import iso
from mcp_mem0.domain.model.changes import Act, Change
from mcp_mem0.domain.model.rows import Closing, Fact, Message
from mcp_mem0.domain.rendering.quoting import (
    Output,
    one_line,
    plain_name,
    plain_speaker,
    quotation,
)
from mcp_mem0.domain.rendering.receipts import (
    CallText,
    ConfirmationModel,
    OperationModel,
    confirmation_line,
    confirmation_models,
    operation_model,
    outcome_line,
    reason_text,
)
from mcp_mem0.domain.results.history import FactHistory, FactRevision, ToldChange
from mcp_mem0.domain.results.suggested_call import tool_call_text
from mcp_mem0.domain.visible_text import count_invisible

_INVISIBLE: Final = "How many characters of it nobody can see; they are kept, and left out here."


class WordsModel(Output):
    """The words that a fact was drawn from."""

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
    dropped: tuple[str, ...] | None = None
    withheld: tuple[ConfirmationModel, ...] | None = None


class ChangesModel(Output):
    """Changes, newest first."""

    changes: tuple[ChangeModel, ...]


def history_structure(history: FactHistory) -> HistoryModel:
    """Return a history as structure."""
    return HistoryModel(
        id=history.lineage,
        space=history.space,
        revisions=tuple(map(_revision_model, history.revisions)),
    )


def history_text(history: FactHistory) -> str:
    """Return a history as text."""
    return "\n".join(_history_lines(history))


def change_structure(told: ToldChange, call_text: CallText = tool_call_text) -> ChangeModel:
    """Return a change as structure."""
    change = told.change
    return ChangeModel(
        change=change.id,
        act=change.act,
        space=change.space,
        author=change.author,
        session=change.session,
        at=iso(change.recorded_at),
        decided_by=change.effort.decided_by,
        model=change.effort.model,
        undoes=change.undoes,
        undone_by=told.undone_by,
        operations=tuple(map(operation_model, told.outcomes)),
        dropped=change.dropped or None,
        withheld=confirmation_models(told.withheld, call_text),
    )


def change_text(told: ToldChange, call_text: CallText = tool_call_text) -> str:
    """Return a change as text."""
    return "\n".join(_change_lines(told, call_text))


def changes_structure(
    told: Sequence[ToldChange], call_text: CallText = tool_call_text
) -> ChangesModel:
    """Return changes as structure."""
    return ChangesModel(changes=tuple(change_structure(each, call_text) for each in told))


def changes_text(told: Sequence[ToldChange], call_text: CallText = tool_call_text) -> str:
    """Return changes as text."""
    lines = [change_text(each, call_text) for each in told]
    return "\n".join(lines) or "No change was made there."


def _revision_model(revision: FactRevision) -> RevisionModel:
    fact = revision.fact
    until = _until(fact)
    return RevisionModel(
        revision=fact.revision,
        text=fact.text,
        invisible=count_invisible(fact.text) or None,
        said_at=iso(fact.said_at),
        since=iso(fact.valid_from) if fact.valid_from else None,
        until=until,
        quote=fact.quote if fact.quote != fact.text else None,
        words=_words_model(revision.words, fact),
        opened=_turn_model(revision.opened, _why_opened(revision)),
        closed_as=fact.retired_as,
        closed=_turn_model(revision.closed, fact.retired_why or ""),
    )


def _words_model(words: Message | None, fact: Fact) -> WordsModel | None:
    if words is None:
        return None
    said_at = words.at or fact.said_at
    return WordsModel(
        speaker=words.speaker,
        said_at=iso(said_at),
        text=words.content,
        invisible=count_invisible(words.content) or None,
    )


def _turn_model(change: Change | None, why: str) -> TurnModel | None:
    if change is None:
        return None
    return TurnModel(
        change=change.id,
        act=change.act,
        author=change.author,
        session=change.session,
        at=iso(change.recorded_at),
        decided_by=change.effort.decided_by,
        why=why,
    )


def _why_opened(revision: FactRevision) -> str:
    steps = () if revision.opened is None else revision.opened.steps
    return next((step.reason for step in steps if step.opened == revision.fact.id), "")


def _until(fact: Fact) -> str | None:
    ends = [moment for moment in (fact.valid_to, fact.ended_at) if moment is not None]
    return iso(min(ends)) if ends else None


def _history_lines(history: FactHistory) -> Iterator[str]:
    space = plain_name(history.space)
    yield f"Quoted from memory, fact {history.lineage} (space {space}), oldest first:"
    for each in history.revisions:
        revision = _revision_model(each)
        until = f", until {revision.until}" if revision.until else ""
        start = f"since {revision.since}" if revision.since else "start unknown"
        yield (
            f"revision {revision.revision}: {_said_text(revision)}"
            f" (said {revision.said_at}, {start}{until})"
        )
        if revision.words is not None:
            yield f"  words: {_words_text(revision.words)}"
        if each.opened is not None:
            yield f"  recorded {_turn_text(each.opened, _why_opened(each))}"
        if each.closed is not None:
            yield f"  {revision.closed_as} {_turn_text(each.closed, each.fact.retired_why or '')}"


def _words_text(words: WordsModel) -> str:
    return f"{plain_speaker(words.speaker)}, {words.said_at}: {_said_text(words)}"


def _said_text(said: RevisionModel | WordsModel) -> str:
    count = said.invisible
    left_out = f" ({count:,} characters that cannot be seen are left out)" if count else ""
    return f"{quotation(said.text)}{left_out}"


def _turn_text(change: Change, why: str) -> str:
    told = f": {reason_text(why, change.effort)}" if why else ""
    return (
        f"{iso(change.recorded_at)} by {plain_name(change.author)}"
        f" in session {plain_name(change.session)}"
        f" ({change.act} {change.id}, decided by {one_line(change.effort.decided_by)}){told}"
    )


def _change_lines(told: ToldChange, call_text: CallText) -> Iterator[str]:
    change = told.change
    yield (
        f"{change.id}: {change.act} by {plain_name(change.author)}, {iso(change.recorded_at)},"
        f" space {plain_name(change.space)}, session {plain_name(change.session)},"
        f" decided by {one_line(change.effort.decided_by)}"
    )
    if change.undoes:
        yield f"  undoes {change.undoes}"
    if told.undone_by:
        yield f"  undone by {told.undone_by}"
    for outcome in told.outcomes:
        yield f"  {outcome_line(outcome, change.effort)}"
    for withheld in told.withheld:
        yield f"  {confirmation_line(withheld, call_text)}"
    for dropped in change.dropped:
        yield f"  dropped: {one_line(dropped)}"

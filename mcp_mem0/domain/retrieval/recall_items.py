"""Building the memories of an answer from stored rows."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from operator import attrgetter
from typing import TypeVar

from mcp_mem0.domain.model.closings import WITHOUT_SPAN
from mcp_mem0.domain.model.rows import Excerpt, Fact
from mcp_mem0.domain.results.recall_result import Beginning, Memory, Pointer
from mcp_mem0.domain.retrieval.ranking import RowScore
from mcp_mem0.domain.text.search_text import extract_speaker

RowT = TypeVar("RowT", bound=Fact | Excerpt)


def restore_belief(row: RowT, known_at: datetime | None) -> RowT:
    """Return a row as it was believed at a moment: what was closed later was open then."""
    if known_at is None or row.retired_at is None or row.retired_at <= known_at:
        return row
    opened = replace(row, retired_at=None, retired_by=None, retired_as=None, retired_why=None)
    return opened.reopen() if isinstance(opened, Fact) else opened


def build_fact_memory(  # noqa: PLR0913 - a memory of a fact is made of this many parts
    fact: Fact,
    score: RowScore,
    *,
    predecessor: Fact | None = None,
    former: Sequence[Fact] = (),
    successor: Fact | None = None,
    outdating: Fact | None = None,
    stated_since: Beginning | None = None,
) -> Memory:
    """Return a fact as a memory of an answer.

    Args:
        fact: The fact.
        score: How it was found.
        predecessor: The revision that it replaced.
        former: What it replaced, directly or not, and a message of which was found.
        successor: The open fact that replaced it.
        outdating: A newer fact that may outdate it.
        stated_since: Where the words began that it corrected or extended.
    """
    before = _list_former_texts((predecessor, *former))
    return Memory(
        row=fact,
        speaker=None,
        until=None if fact.retired_as in WITHOUT_SPAN else fact.until,
        replaced_by=build_pointer(successor),
        outdated_by=build_pointer(outdating),
        score=score.certainty,
        found_by=score.found_by,
        replaces=before[0],
        replaced_before=before[1],
        stated_since=stated_since,
    )


def _list_former_texts(replaced: Iterable[Fact | None]) -> tuple[str | None, str | None]:
    """Return what a fact said last and before that, as far as that is known."""
    texts = dict.fromkeys(fact.text for fact in replaced if fact is not None)
    last, before, *_ = (*texts, None, None)
    return last, before


def build_excerpt_memory(
    excerpt: Excerpt,
    score: RowScore,
    *,
    drawn: Sequence[Fact] = (),
    successor: Fact | None = None,
    is_refused: bool = False,
) -> Memory:
    """Return an excerpt as a memory of an answer.

    It is no longer true if facts were drawn from it and none of them is open any more. If none of
    them ever held, it says so in place of an end.

    Args:
        excerpt: The excerpt.
        score: How it was found.
        drawn: The facts that were drawn from it, open and closed.
        successor: The open fact that replaced one of them.
        is_refused: Whether nothing was decided of it, because what it was to replace had changed.
    """
    outlived = bool(drawn) and not any(fact.is_open for fact in drawn)
    ends = [end for fact in drawn if (end := fact.stated_closing) is not None]
    closed = None if ends or not outlived else _find_last_never_held(drawn)
    return Memory(
        row=excerpt,
        speaker=extract_speaker(excerpt.index_text, excerpt.text),
        until=max(ends, key=attrgetter("at"), default=None) if outlived else None,
        drawn_closing=None if closed is None else closed.retired_as,
        drawn_closed_at=None if closed is None else closed.retired_at,
        is_refused=is_refused,
        replaced_by=build_pointer(successor) if outlived else None,
        outdated_by=None,
        score=score.certainty,
        found_by=score.found_by,
    )


def _find_last_never_held(drawn: Sequence[Fact]) -> Fact | None:
    """Return the fact that was closed last of those that never held."""
    dated = [
        (fact.retired_at, fact.id, fact)
        for fact in drawn
        if fact.retired_as in WITHOUT_SPAN and fact.retired_at is not None
    ]
    return max(dated)[2] if dated else None


def build_pointer(fact: Fact | None) -> Pointer | None:
    """Return a pointer to another fact."""
    if fact is None:
        return None
    return Pointer(id=fact.lineage, text=fact.text, start=fact.stated_start)

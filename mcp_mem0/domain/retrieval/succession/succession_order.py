"""Ordering an answer so that what is so now stands above what it replaced.

- What was replaced has no line of its own: its message gives its place to the fact that replaced
  it, which tells what it was before. The same holds for what was corrected or extended again and
  again: one such message is worth a line, and ten would be the whole answer.
- What was to replace a fact and was refused stands below it.
- Of two open rows that say different things of one matter the newer comes first, whatever their
  scores.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from mcp_mem0.domain.model.rows import Excerpt, Fact
from mcp_mem0.domain.retrieval.excerpt_folding import is_only_source
from mcp_mem0.domain.retrieval.past_excerpts import has_row_begun
from mcp_mem0.domain.retrieval.ranking import RowScore

CLOSED_TOLD_MAX: Final = 2
"""How often a fact may have been corrected or extended before the messages of that are told no
more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement:
    """What became of what a message says.

    Attributes:
        former: What it says, or said with what was added to it.
        current: The open fact that stands for that now.
        is_whole: Whether the message says nothing else, and need not be told: it was so until
            then, or it was one of many that never were.
    """

    former: Fact
    current: Fact
    is_whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerLine:
    """A row of an answer.

    Attributes:
        row: The row.
        score: Its score, or that of the best message that it stands for.
        former: What it replaced, if a message of that was found; the best first.
    """

    row: Fact | Excerpt
    score: RowScore
    former: tuple[Fact, ...] = ()


def find_current(
    followed: Mapping[str, Fact | Excerpt], rows: Sequence[Fact | Excerpt], moment: datetime
) -> dict[str, Fact | Excerpt]:
    """Return, by row id, the row that says how the same matter is at a moment.

    That is the row said later, unless it begins after the moment: until then the older one holds.
    """
    by_id = {row.id: row for row in rows}
    current: dict[str, Fact | Excerpt] = {}
    for older_id, newer in followed.items():
        if has_row_begun(newer, moment):
            current[older_id] = newer
        elif older_id in by_id:
            current[newer.id] = by_id[older_id]
    return current


def order_by_succession(
    rows: Sequence[Fact | Excerpt], followed: Mapping[str, Fact | Excerpt]
) -> list[Fact | Excerpt]:
    """Return rows in their order, but each after the row that says how its matter is now.

    Args:
        rows: The rows, best first.
        followed: By row id, the row that was said later of the same matter.
    """
    present = {row.id for row in rows}
    placed: dict[str, Fact | Excerpt] = {}
    for row in rows:
        waiting: list[Fact | Excerpt] = []
        current: Fact | Excerpt | None = row
        while current is not None and current.id in present and current.id not in placed:
            waiting.append(current)
            current = followed.get(current.id)
        placed |= {each.id: each for each in reversed(waiting)}
    return list(placed.values())


def place_lines(
    lines: Mapping[str, AnswerLine],
    added: Iterable[AnswerLine],
    replacements: Mapping[str, Replacement],
) -> dict[str, AnswerLine]:
    """Return the lines of an answer, by row id, with more rows, each once.

    No message of what was replaced stands above the fact that replaced it.

    Args:
        lines: The lines so far.
        added: The lines of more rows, best first.
        replacements: By a message of what was replaced, what became of it.
    """
    placed = dict(lines)
    for line in added:
        found = replacements.get(line.row.id)
        if found is None:
            placed.setdefault(line.row.id, line)
            continue
        known = placed.get(found.current.id) or replace(line, row=found.current)
        was_so = found.is_whole and found.former.retired_as == "replaced"
        former = (*known.former, found.former) if was_so else known.former
        placed[found.current.id] = replace(known, former=former)
        if not found.is_whole:
            placed.setdefault(line.row.id, line)
    return placed


def build_refusal(current: Fact | None) -> Replacement | None:
    """Return what stands above a message that was to replace a fact and was refused.

    Args:
        current: That fact, as it is now; None if it has ended.
    """
    if current is None:
        return None
    return Replacement(former=current, current=current, is_whole=False)


def find_replacement(
    row: Fact | Excerpt,
    drawn: Sequence[Fact],
    extended: Sequence[Fact],
    successors: Mapping[str, Fact],
) -> Replacement | None:
    """Return what became of what a message says; None for a fact, and if any of it is still so.

    Args:
        row: A fact or a message.
        drawn: The facts that were drawn from the message.
        extended: What became of them by additions.
        successors: By row id, the open fact that replaced a closed one.
    """
    if isinstance(row, Fact) or any(fact.is_open for fact in drawn):
        return None
    current = {fact.id: fact if fact.is_open else successors.get(fact.id) for fact in extended}
    left = [fact for fact in extended if current[fact.id] is not None]
    if not left:
        return None
    ends = {fact.id for fact in current.values() if fact is not None}
    is_said_alone = any(is_only_source(row, fact) for fact in (*drawn, *extended))
    former = next((fact for fact in left if is_only_source(row, fact)), left[0])
    newest = current[former.id]
    if newest is None:
        return None
    was_so = is_only_source(row, former) and all(fact.retired_as == "replaced" for fact in extended)
    is_one_of_many = is_said_alone and newest.revision > CLOSED_TOLD_MAX + 1
    is_whole = len(left) == len(extended) and len(ends) == 1 and (was_so or is_one_of_many)
    return Replacement(former=former, current=newest, is_whole=is_whole)

"""Stating anew, on purpose, what was forgotten: its fingerprint is closed in the same change."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from mcp_mem0.domain.decisions.change_builder import NextChange
from mcp_mem0.domain.forgetting.recognition import Forgotten, Match
from mcp_mem0.domain.model.changes import Commit, Decision
from mcp_mem0.domain.model.fingerprints import Fingerprint
from mcp_mem0.domain.model.ids import NewId, Prefix
from mcp_mem0.domain.model.operations import Add, Operation, Update
from mcp_mem0.domain.model.rows import Intake

_WHY = "stated anew"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifting:
    """A commit that closes what it states anew, and which changes had forgotten that."""

    commit: Commit
    changes: tuple[str, ...] = ()


def lift_forgotten(
    commit: Commit,
    forgotten: Forgotten,
    texts: Iterable[str],
    *,
    new_id: NewId,
    closed: frozenset[str] = frozenset(),
) -> Lifting:
    """Return a commit that also closes the fingerprints of what it states.

    Of a fingerprint that says more, a copy of the rest is opened.

    Args:
        commit: What is stored.
        forgotten: What is forgotten of its space.
        texts: What is stated on purpose.
        new_id: Makes the ids of copies.
        closed: Fingerprints that another change of the same commit closes.
    """
    matches: dict[str, Match] = {}
    for match in (match for text in texts for match in forgotten.find_in_text(text)):
        known = matches.get(match.fingerprint.id)
        matches[match.fingerprint.id] = match if known is None else known.add(match)
    matches = {row_id: match for row_id, match in matches.items() if row_id not in closed}
    if not matches:
        return Lifting(commit=commit)
    head = commit.head
    next_change = NextChange(change=commit.change.id, head=head)
    retirement = next_change.build_retirement("ended", _WHY)
    left = [match.fingerprint.drop_prints(match.prints) for match in matches.values()]
    opened = tuple(
        replace(
            rest,
            id=new_id(Prefix.FINGERPRINT),
            recorded_at=next_change.recorded_at,
            recorded_by=next_change.change,
        )
        for rest in left
        if rest.prints
    )
    gone = tuple(retirement.close(match.fingerprint) for match in matches.values())
    change = replace(
        commit.change,
        opened=(*commit.change.opened, *(row.id for row in opened)),
        closed=(*commit.change.closed, *(row.id for row in gone)),
    )
    return Lifting(
        commit=replace(
            commit, change=change, opened=(*commit.opened, *opened), closed=(*commit.closed, *gone)
        ),
        changes=list_changes(match.fingerprint for match in matches.values()),
    )


def list_stated_texts(intake: Intake) -> tuple[str, ...]:
    """Return what an intake states on purpose: its statements or relation, and no conversation."""
    return intake.statements


def list_changes(fingerprints: Iterable[Fingerprint]) -> tuple[str, ...]:
    """Return the changes that forgot, each once."""
    return tuple(dict.fromkeys(each.recorded_by or "" for each in fingerprints))


def drop_forgotten_statements(
    decision: Decision, forgotten: Forgotten, stated: Sequence[str]
) -> Decision:
    """Return a decision without operations that state what was forgotten, each named as dropped.

    Args:
        decision: What a decider answered.
        forgotten: What is forgotten of the space.
        stated: What the caller states on purpose, which may say it again.
    """
    if not forgotten:
        return decision
    allowed = {match.fingerprint.id for text in stated for match in forgotten.find_in_text(text)}
    kept: list[Operation] = []
    dropped: list[str] = []
    for operation in decision.operations:
        if not isinstance(operation, Add | Update):
            kept.append(operation)
            continue
        said = _find_forgotten(forgotten, operation.statement.text, allowed)
        if said:
            name = "ADD" if isinstance(operation, Add) else "UPDATE"
            by = " and ".join(list_changes(said))
            dropped.append(
                f"{name} dropped: it was forgotten before it was decided, by change {by}"
            )
        else:
            kept.append(_drop_relations(operation, forgotten, allowed))
    if not dropped and kept == list(decision.operations):
        return decision
    return replace(decision, operations=tuple(kept), dropped=(*decision.dropped, *dropped))


def _drop_relations(
    operation: Add | Update, forgotten: Forgotten, allowed: Collection[str]
) -> Operation:
    """Return an operation without the relations that say what was forgotten."""
    statement = operation.statement
    relations = tuple(
        relation
        for relation in statement.relations
        if not _find_forgotten(forgotten, relation.text, allowed)
    )
    if len(relations) == len(statement.relations):
        return operation
    return replace(operation, statement=replace(statement, relations=relations))


def _find_forgotten(forgotten: Forgotten, text: str, allowed: Collection[str]) -> list[Fingerprint]:
    found = (match.fingerprint for match in forgotten.find_in_text(text))
    return [each for each in found if each.id not in allowed]

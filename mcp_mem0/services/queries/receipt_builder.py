"""Building receipts: what a caller is told of a change, or of what is not decided yet."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from mcp_mem0.domain.decisions.change_builder import get_act
from mcp_mem0.domain.decisions.undo_builder import Rows
from mcp_mem0.domain.model.changes import Change, Effort
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Episode, Fact, Intake, Row
from mcp_mem0.domain.requests.model import RememberRequest
from mcp_mem0.domain.results.outcomes import build_confirmations, build_outcomes, list_fact_ids
from mcp_mem0.domain.results.receipts import ConflictHint, Receipt, Saying
from mcp_mem0.domain.results.statement_results import build_statement_results
from mcp_mem0.domain.results.suggested_call import Call
from mcp_mem0.ports import RecordReader
from mcp_mem0.services.queries.lookups import load_facts

BY_REQUEST = Effort(decided_by="the caller")
PENDING = Effort(decided_by="not decided yet")
KEPT_BEFORE = Effort(decided_by="an earlier call")


async def build_receipt(  # noqa: PLR0913 - what a receipt is made of
    records: RecordReader,
    change: Change,
    rows: Iterable[Row] = (),
    *,
    dry_run: bool = False,
    excerpts: int = 0,
    near: tuple[ConflictHint, ...] = (),
    notes: tuple[str, ...] = (),
    intake: Intake | None = None,
) -> Receipt:
    """Return the receipt of a change.

    Args:
        records: Where facts that are not among `rows` are read.
        change: The history entry.
        rows: Rows that the change opened or closed, if they are at hand; for a dry run they
            must be, because nothing is stored.
        dry_run: Nothing was stored, so there is no id to undo it by.
        excerpts: How many searchable excerpts it stored or hid.
        near: Facts that may conflict with what was added.
        notes: What else the caller should know.
        intake: What it decided, if that may make several statements.
    """
    facts = {row.id: row for row in rows if isinstance(row, Fact)}
    rest = [row for row in list_fact_ids(change) if row not in facts]
    facts |= await load_facts(records, change.space, rest)
    from_words = change.act in {"remember", "relate"}
    outcomes = build_outcomes(change, facts, dry_run=dry_run)
    return Receipt(
        act=change.act,
        space=change.space,
        status="dry_run" if dry_run else "done",
        change=None if dry_run else change.id,
        episode=change.source if from_words and not dry_run else None,
        excerpts=excerpts,
        outcomes=outcomes,
        statements=()
        if intake is None
        else build_statement_results(
            intake,
            change,
            outcomes,
            near=near,
            opened=[facts[row] for row in change.opened if row in facts],
        ),
        candidates=len(change.candidates),
        effort=change.effort,
        dropped=change.dropped,
        near=near,
        withheld=build_confirmations(change, facts),
        notes=notes,
    )


async def build_undo_receipt(
    records: RecordReader, change: Change, closed: Rows, reopened: Rows, *, dry_run: bool
) -> Receipt:
    """Return the receipt of a change that undid another one."""
    return await build_receipt(
        records,
        change,
        (*closed.facts, *reopened.facts),
        dry_run=dry_run,
        notes=_describe_excerpts(closed, reopened, dry_run=dry_run),
    )


def build_matches_receipt(
    space: str,
    found: Sequence[Saying],
    calls: Sequence[Call],
    *,
    notes: Sequence[str] = (),
    pending: int = 0,
) -> Receipt:
    """Return the receipt of a query to forget by, which changes nothing."""
    note = (
        "nothing was forgotten: call forget with the ids of those that should be"
        if found
        else "nothing matches: nothing would be forgotten"
    )
    undecided = [f"{pending} stored, but not decided yet"] if pending else []
    return Receipt(
        act="forget",
        space=space,
        status="dry_run",
        found=tuple(found),
        next_calls=tuple(calls),
        effort=BY_REQUEST,
        notes=(*notes, note, *undecided),
    )


async def build_settled_receipt(records: RecordReader, episode: Episode) -> Receipt:
    """Return the receipt of whoever decided an episode; it may have been forgotten before that."""
    change = await _find_change(records, episode)
    if change is not None:
        return await build_receipt(records, change, intake=episode.intake)
    return Receipt(
        act=get_act(episode),
        space=episode.space,
        status="done",
        episode=episode.id,
        effort=Effort(decided_by="nobody"),
        notes=("it was forgotten before it was decided",),
    )


def build_pending_receipt(episode: Episode, *notes: str) -> Receipt:
    """Return the receipt of an episode that is stored and not decided yet."""
    return Receipt(
        act=get_act(episode),
        space=episode.space,
        status="pending",
        episode=episode.id,
        effort=PENDING,
        notes=notes,
    )


def build_held_receipt(request: RememberRequest, notes: Sequence[str]) -> Receipt:
    """Return the receipt of a call all of whose words were forgotten before: nothing was stored."""
    return Receipt(
        act="remember" if request.intake.relation is None else "relate",
        space=request.space,
        status="dry_run" if request.dry_run else "done",
        effort=Effort(decided_by="nobody"),
        notes=(*notes, "nothing was stored"),
    )


def build_repeat_receipt(known: Episode, *, is_same: bool) -> Receipt:
    """Return the receipt of a call whose key an earlier one had.

    Args:
        known: What the earlier call stored.
        is_same: Both have the same words.
    """
    if is_same:
        note = "this was kept before, under the same key: nothing was done"
    else:
        note = (
            "other words were kept before, under the same key, and these were not:"
            " send them with another key, or with none"
        )
    status = "pending" if known.is_pending else "done"
    return replace(build_pending_receipt(known, note), status=status, effort=KEPT_BEFORE)


def add_intake(
    receipt: Receipt, *, excerpts: int, redacted: Sequence[str], notes: Sequence[str]
) -> Receipt:
    """Return a receipt that also says how words came in.

    Args:
        receipt: What was decided about them.
        excerpts: How many searchable excerpts they have.
        redacted: Which secrets were taken out.
        notes: What else the caller should know; what the receipt says already is not said again.
    """
    told = dict.fromkeys([*receipt.notes, *notes])
    return replace(receipt, excerpts=excerpts, notes=(*redacted, *told))


async def _find_change(records: RecordReader, episode: Episode) -> Change | None:
    if episode.recorded_by is None:
        return None
    where = Filter(spaces=(episode.space,), ids=(episode.recorded_by,), state="any")
    return next(iter(await records.find(Change, where)), None)


def _describe_excerpts(closed: Rows, reopened: Rows, *, dry_run: bool) -> tuple[str, ...]:
    notes: list[str] = []
    for rows, (one, several), became in (
        (closed, ("was", "were"), "hidden"),
        (reopened, ("is", "are"), "searchable again"),
    ):
        count = len(rows.excerpts)
        if count:
            verb = "would be" if dry_run else one if count == 1 else several
            notes.append(f"{count} passage{'' if count == 1 else 's'} {verb} {became}")
    return tuple(notes)

"""Telling a caller what a change did."""

from collections.abc import Iterable

from mcp_mem0.domain.model.changes import Change
from mcp_mem0.domain.model.rows import Fact, Row
from mcp_mem0.domain.results.outcomes import build_confirmations, build_outcomes, list_fact_ids
from mcp_mem0.domain.results.receipts import Receipt
from mcp_mem0.ports import Records
from mcp_mem0.services.queries.lookups import load_facts


async def build_receipt(
    records: Records, change: Change, rows: Iterable[Row] = (), *, dry_run: bool = False
) -> Receipt:
    """Return the receipt of a change.

    Args:
        records: Where facts that are not among `rows` are read.
        change: The history entry.
        rows: Rows that the change opened or closed, if they are at hand; for a dry run they
            must be, because nothing is stored.
        dry_run: Nothing was stored, so there is no id to undo it by.
    """
    facts = {row.id: row for row in rows if isinstance(row, Fact)}
    rest = [row for row in list_fact_ids(change) if row not in facts]
    facts |= await load_facts(records, change.space, rest)
    from_words = change.act in {"remember", "relate"}
    return Receipt(
        act=change.act,
        space=change.space,
        status="dry_run" if dry_run else "done",
        change=None if dry_run else change.id,
        episode=change.source if from_words and not dry_run else None,
        outcomes=build_outcomes(change, facts, dry_run=dry_run),
        candidates=len(change.candidates),
        effort=change.effort,
        dropped=change.dropped,
        withheld=build_confirmations(change, facts),
    )

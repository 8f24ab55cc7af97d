"""Importing: each record is remembered as if somebody said it, once, however often it is run."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from typing import Final, TypeAlias

import anyio
import anyio.to_thread

from mcp_mem0.domain.errors import Mem0Error, RequestError, StoreError
from mcp_mem0.domain.model.rows import Target
from mcp_mem0.domain.requests.model import RememberRequest
from mcp_mem0.domain.results.receipts import Receipt
from mcp_mem0.domain.transfer.foreign_record import SkippedRecord
from mcp_mem0.domain.transfer.import_report import ImportPlan, ImportReport, ImportTally
from mcp_mem0.domain.transfer.import_request import ImportTerms
from mcp_mem0.ports import Records
from mcp_mem0.ports.foreign_source import ForeignSource
from mcp_mem0.services.importing.earlier_imports import EarlierImports
from mcp_mem0.services.importing.survey import PlannedRecord, plan_records, survey_source
from mcp_mem0.services.queries.held_words import hold_words
from mcp_mem0.services.remember.remember import Remember

BATCH: Final = 256
"""How many records are read at once, and looked up together."""

TOGETHER_MAX: Final = 32
"""How many records are stored at the same time, so that they share commits."""

Tell: TypeAlias = Callable[[int], None]
"""Told how far something is."""


@dataclass(frozen=True, kw_only=True)
class Importing:
    """Brings in the records of other programs.

    Args:
        records: The store.
        remember: Stores a record like any other call.
        earlier: Finds what was imported before.
        tidy: Moves what was written where it is found fast, if there is enough of it.
    """

    records: Records
    remember: Remember
    earlier: EarlierImports
    tidy: Callable[[], Awaitable[object]]

    async def survey(
        self, source: ForeignSource, terms: ImportTerms, tell: Tell = lambda _: None
    ) -> ImportPlan:
        """Read all of a source and return what would come over.

        Raises:
            RequestError: The file is damaged; nothing was stored.
        """
        return await anyio.to_thread.run_sync(survey_source, source, terms, tell)

    async def run(
        self,
        source: ForeignSource,
        plan: ImportPlan,
        terms: ImportTerms,
        *,
        dry_run: bool = False,
        tell: Tell = lambda _: None,
    ) -> ImportReport:
        """Store what was surveyed; what an earlier run stored is left as it is.

        Raises:
            RequestError: The file was damaged since it was surveyed.
            StoreError: Some are stored; the next run goes on with the others.
        """
        tally = ImportTally()
        planned = plan_records(source, terms, plan.import_id)
        with closing(planned) as items:
            done = 0
            while batch := await anyio.to_thread.run_sync(_take_batch, items):
                records = _keep_records(batch, tally)
                await self._run_batch(records, plan, tally, dry_run=dry_run)
                done += len(records)
                tell(done)
                if not dry_run:
                    await self.tidy()
        return ImportReport(plan=plan, tally=tally, space=terms.space, dry_run=dry_run)

    async def _run_batch(
        self,
        batch: Sequence[PlannedRecord],
        plan: ImportPlan,
        tally: ImportTally,
        *,
        dry_run: bool,
    ) -> None:
        new = await self._select_new(batch, plan, tally)
        try:
            for some in _split_at_replaced(new):
                lanes = _group_by_lane(some)
                await _run_together(
                    [partial(self._run_lane, lane, plan, tally, dry_run=dry_run) for lane in lanes]
                )
        except StoreError as error:
            raise StoreError(
                f"{error}; {tally.stored + tally.known:,} of {plan.records:,} records are stored:"
                " run the same command again to go on"
            ) from error

    async def _select_new(
        self, batch: Sequence[PlannedRecord], plan: ImportPlan, tally: ImportTally
    ) -> list[PlannedRecord]:
        """Return what is not stored yet, each with its key."""
        if not batch:
            return []
        space = batch[0].request.space
        identities = [each.record.identity for each in batch]
        keys = await self.earlier.choose_keys(space, plan.kind, identities)
        new: list[PlannedRecord] = []
        for each in batch:
            # What stands twice in a file is stored once.
            key = keys.pop(each.record.identity, None)
            if key is None:
                tally.known += 1
            else:
                new.append(replace(each, request=replace(each.request, key=key, is_imported=True)))
        return new

    async def _run_lane(
        self, lane: Sequence[PlannedRecord], plan: ImportPlan, tally: ImportTally, *, dry_run: bool
    ) -> None:
        """Store records one after the other."""
        for each in lane:
            if not dry_run:
                await self._store(each, plan, tally)
                continue
            held = await hold_words(self.records, each.request)
            if held.notes:
                tally.add_held(each.record.place, "; ".join(held.notes))
            tally.stored += held.intake is not None

    async def _store(self, each: PlannedRecord, plan: ImportPlan, tally: ImportTally) -> None:
        try:
            request = await self._resolve_replaced(each, plan)
            receipt = await self.remember.remember(request)
        except RequestError as error:
            tally.add_skipped(each.record.place, str(error))
            return
        _count_receipt(receipt, each.record.place, tally)

    async def _resolve_replaced(self, each: PlannedRecord, plan: ImportPlan) -> RememberRequest:
        """Return the request with the fact that it takes the place of, if that is still open."""
        replaced = each.record.replaces
        request = each.request
        if replaced is None or request.intake.content is None:
            return request
        fact = await self.earlier.find_fact(request.space, plan.kind, replaced)
        if fact is None or (request.said_at is not None and request.said_at < fact.said_at):
            return request
        target = Target(lineage=fact.lineage, revision=fact.revision)
        return replace(request, intake=replace(request.intake, replaces=(target,)))


def _take_batch(
    items: Iterator[PlannedRecord | SkippedRecord],
) -> list[PlannedRecord | SkippedRecord]:
    return list(islice(items, BATCH))


def _keep_records(
    batch: Sequence[PlannedRecord | SkippedRecord], tally: ImportTally
) -> list[PlannedRecord]:
    for each in batch:
        if isinstance(each, SkippedRecord):
            tally.add_skipped(each.place, each.reason)
    return [each for each in batch if isinstance(each, PlannedRecord)]


def _split_at_replaced(batch: Sequence[PlannedRecord]) -> Iterator[list[PlannedRecord]]:
    """Return a batch in pieces: what replaces a record is stored after all before it."""
    piece: list[PlannedRecord] = []
    for each in batch:
        if each.record.replaces is not None and piece:
            yield piece
            piece = []
        piece.append(each)
        if each.record.replaces is not None:
            yield piece
            piece = []
    if piece:
        yield piece


def _group_by_lane(batch: Sequence[PlannedRecord]) -> list[list[PlannedRecord]]:
    """Return what has to be stored in order together: the messages of each conversation."""
    lanes: dict[str, list[PlannedRecord]] = {}
    for place, each in enumerate(batch):
        is_said = bool(each.request.intake.messages)
        lane = f"session {each.request.session}" if is_said else f"record {place}"
        lanes.setdefault(lane, []).append(each)
    return list(lanes.values())


async def _run_together(acts: Sequence[Callable[[], Awaitable[None]]]) -> None:
    """Run some acts, so many at a time, and raise the first error as it is."""
    failures: list[Mem0Error] = []
    room = anyio.CapacityLimiter(TOGETHER_MAX)

    async def run_act(act: Callable[[], Awaitable[None]]) -> None:
        async with room:
            try:
                if not failures:
                    await act()
            except Mem0Error as error:
                failures.append(error)

    async with anyio.create_task_group() as tasks:
        for act in acts:
            tasks.start_soon(run_act, act)
    if failures:
        raise failures[0]


def _count_receipt(receipt: Receipt, place: str, tally: ImportTally) -> None:
    tally.redacted += any(note.startswith("redacted") for note in receipt.notes)
    held = [note for note in receipt.notes if note.startswith("held back")]
    if held:
        tally.add_held(place, "; ".join(held))
    if receipt.episode is None:
        return
    tally.stored += 1
    tally.changes += receipt.change is not None
    tally.pending += receipt.status == "pending"
    tally.facts += sum(each.operation in {"ADD", "UPDATE"} for each in receipt.outcomes)
    tally.repeats += any(each.operation == "NOOP" for each in receipt.outcomes)
    tally.conflicts += len(receipt.near)

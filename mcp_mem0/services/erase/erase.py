"""Erasing: what was forgotten is removed from the store itself, and that is proven.

Forgetting hides rows and keeps them. An erase leaves only that they were there: what they said goes
from rows, from what was made of them, and from every file. It cannot be undone.
"""

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, TypeAlias

from mcp_mem0.domain.decisions.change_builder import build_change_row, plan_next_change
from mcp_mem0.domain.decisions.undo_builder import Rows
from mcp_mem0.domain.model.changes import Commit, Effort
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.ids import IdMaker, format_message_id
from mcp_mem0.domain.model.rows import Episode, Excerpt, Fact, Relation, Row
from mcp_mem0.domain.model.summaries import Summary
from mcp_mem0.domain.requests.erase import (
    EraseForgotten,
    EraseIds,
    EraseMessages,
    EraseRequest,
    EraseSelection,
    EraseSpace,
)
from mcp_mem0.domain.requests.model import ForgetFacts, ForgetRequest, ForgetSession
from mcp_mem0.domain.results.erasure import (
    ErasedText,
    ErasedWords,
    EraseReport,
    list_out_of_reach,
)
from mcp_mem0.domain.results.receipts import Receipt, Saying
from mcp_mem0.ports import Clock, Records
from mcp_mem0.services.concurrency.optimistic_retry import OptimisticRetry
from mcp_mem0.services.erase.plan import ErasePlan, Kind, count_rows
from mcp_mem0.services.erase.proof import (
    EraseProof,
    choose_texts,
    describe_forgotten,
    describe_names,
    describe_remains,
    list_lines,
)
from mcp_mem0.services.erase.scope import EraseScope
from mcp_mem0.services.forget.forget import Forget
from mcp_mem0.services.forget.listing import LISTED_MAX
from mcp_mem0.services.queries.receipt_builder import BY_REQUEST
from mcp_mem0.services.queries.sessions import SessionResolver

Clear: TypeAlias = Callable[[ErasedWords], Awaitable[Sequence[str]]]
"""Removes words from what lies beside a store; returns a sentence for each place that has one."""

ListBackups: TypeAlias = Callable[[], Awaitable[Sequence[str]]]
"""Says which backups of the store are known, a part of a sentence each."""

ROWS_A_CHANGE: Final = 2_000
"""How many rows one change replaces at most."""

BY_SETTINGS: Final = Effort(decided_by="the retention settings")
"""Who decides on an erase that nobody asked for; no caller can be called so."""

_WHY: Final = "erased on request"


@dataclass(frozen=True, kw_only=True)
class Erase:
    """Erases rows of a space, and proves it."""

    records: Records
    scope: EraseScope
    proof: EraseProof
    forget: Forget
    conversations: SessionResolver
    ids: IdMaker
    now: Clock
    clear_beside: Clear | None = None
    is_bucket: bool = False
    list_backups: ListBackups | None = None
    pace: OptimisticRetry = field(default_factory=OptimisticRetry)

    async def erase(self, request: EraseRequest) -> EraseReport:
        """Erase what was asked for; return what was done, and what is left.

        If it fails or is killed, what it began is finished by the next erase, or by maintenance.

        Raises:
            NotFoundError: There is nothing to erase.
            BusyError: Another process maintains the store, for longer than a writer would wait.
            StoreError: It failed; run it again.
        """
        await self.records.finish_erase()
        plan = await self.scope.plan(request)
        backups = () if self.list_backups is None else await self.list_backups()
        report = EraseReport(
            space=request.space,
            dry_run=request.dry_run,
            counts=plan.count(),
            named=plan.named,
            forgotten_with=plan.forgotten_with,
            listed=tuple(_list_texts(plan)),
            out_of_reach=list_out_of_reach(backups, is_bucket=self.is_bucket),
            has_files=not self.is_bucket,
        )
        if request.dry_run:
            return report
        sought = choose_texts(plan.texts)
        before = await self.proof.find(sought, request.space, in_all_versions=False)
        names = plan.names
        named = await self.proof.find_names(names, request.space, in_all_versions=False)
        async with self.records.erasing():
            changes, still = await self.replace(request, plan)
            old_files = await self.records.clear_remains()
        words = _list_words(request, plan)
        beside = () if self.clear_beside is None else await self.clear_beside(words)
        after = await self.proof.find(sought, request.space, in_all_versions=True)
        remains = describe_remains(after, [*plan.erased], old_files)
        kept = await self.proof.find_names(names, request.space, in_all_versions=True)
        return replace(
            report,
            changes=tuple(changes),
            sought=len(sought),
            found_before=len(before.in_rows),
            words_before=len(before.by_words),
            names_sought=len(names),
            names_before=len({each.text for each in named}),
            remains=(
                *remains,
                *describe_names(names, kept),
                *describe_forgotten(plan.still_forgotten),
                *beside,
            ),
            still=still,
        )

    async def replace(
        self, request: EraseRequest, plan: ErasePlan
    ) -> tuple[list[str], tuple[Saying, ...]]:
        """Leave in all rows what a plan leaves of them.

        What is open is forgotten first. What is only too old is not: nobody asked to forget it.

        Returns:
            The ids of the changes, and what still says what was open.
        """
        is_only_old = isinstance(request.what, EraseMessages)
        receipts = [] if is_only_old else await self._forget(request, plan)
        changes = [receipt.change for receipt in receipts if receipt.change]
        if changes:
            # To forget is a call as well, of a session that may have nothing else.
            plan = await self.scope.find_naming(plan, request.space)
        changes += await self._replace_rows(request, plan, closes=is_only_old)
        gone = {_show_id(row) for row in plan.erased.values() if isinstance(row, Fact | Excerpt)}
        said = {each.id: each for receipt in receipts for each in receipt.remaining}
        return changes, tuple(each for each in said.values() if each.id not in gone)

    async def _forget(self, request: EraseRequest, plan: ErasePlan) -> list[Receipt]:
        """Close what is open of the rows, as forgetting does; return the receipts."""
        asked = _as_forget(request)
        receipts: list[Receipt] = []
        ids = [row.id for row in plan.erased.values() if row.is_open and not _is_derived(row)]
        for first in range(0, len(ids), ROWS_A_CHANGE):
            some = ids[first : first + ROWS_A_CHANGE]

            async def find_rows(some: Sequence[str] = some) -> Rows:
                return await self._read_open_rows(request.space, some)

            if (await find_rows()).all_rows:
                receipts.append(await self.forget.retire(asked, find_rows))
        return receipts

    async def _read_open_rows(self, space: str, ids: Sequence[str]) -> Rows:
        where = Filter(spaces=(space,), ids=tuple(ids))
        facts = await self.records.find(Fact, where, vectors=True)
        # A relation is closed together with the fact that states it.
        sources = Filter(spaces=(space,), sources=tuple(fact.id for fact in facts))
        return Rows(
            facts=tuple(facts),
            relations=tuple(await self.records.find(Relation, sources, vectors=True))
            if facts
            else (),
            excerpts=tuple(await self.records.find(Excerpt, where, vectors=True)),
            episodes=tuple(await self.records.find(Episode, replace(where, pending=True))),
        )

    async def _replace_rows(
        self, request: EraseRequest, plan: ErasePlan, *, closes: bool
    ) -> list[str]:
        """Replace all rows by what is left of them; return the ids of the changes."""
        changes: list[str] = []
        for some in _split(plan.list_rows()):

            async def run_attempt(some: Mapping[Kind, Sequence[str]] = some) -> str:
                return await self._replace_some(request, plan, some, closes=closes)

            changes.append(
                await self.pace.retry_until_committed(
                    run_attempt, records=self.records, space=request.space
                )
            )
        return changes

    async def _replace_some(
        self,
        request: EraseRequest,
        plan: ErasePlan,
        some: Mapping[Kind, Sequence[str]],
        *,
        closes: bool,
    ) -> str:
        # The head first: whatever closes a row that is read after it moves it.
        head = await self.records.read_head(request.space)
        rows = await self._read_rows(request.space, some)
        next_change = plan_next_change(request.space, head, now=self.now(), new_id=self.ids.make_id)
        retirement = next_change.build_retirement("forgotten", _WHY)
        left = [plan.apply(row) for row in rows]
        closed: list[Row] = []
        if closes:
            closed = [row for row in left if row.id in plan.erased and _closes_with(row)]
            shut = {row.id: retirement.close(row) for row in closed}
            left = [shut.get(row.id, row) for row in left]
        change = build_change_row(
            await self.conversations.resolve_actor(_as_forget(request)),
            next_change,
            act="erase",
            steps=(),
            opened=(),
            closed=closed,
            effort=_find_effort(request.what),
            source=None,
        )
        erased = count_rows(row for row in rows if row.id in plan.erased)
        change = replace(plan.drop_names(change), erased=erased)
        await self.records.erase(Commit(head=next_change.head, change=change, closed=tuple(left)))
        return change.id

    async def _read_rows(self, space: str, some: Mapping[Kind, Sequence[str]]) -> list[Row]:
        rows: list[Row] = []
        for kind, ids in some.items():
            where = Filter(spaces=(space,), ids=tuple(ids), state="any")
            rows += await self.records.find(kind, where, vectors=True)
        return rows


def _as_forget(request: EraseRequest) -> ForgetRequest:
    match request.what:
        case EraseIds(messages=messages, episodes=()):
            what = ForgetFacts(messages=messages)
        case _:
            what = ForgetFacts(is_whole=True)
    return ForgetRequest(
        what=what,
        space=request.space,
        session=request.session,
        author=request.author,
    )


def _list_words(request: EraseRequest, plan: ErasePlan) -> ErasedWords:
    return ErasedWords(
        texts=list_lines(plan.texts),
        space=request.space,
        session=request.what.session if isinstance(request.what, ForgetSession) else None,
        is_whole_space=isinstance(request.what, EraseSpace),
    )


def _is_derived(row: Row) -> bool:
    """Whether a row is closed together with others, or not at all."""
    return isinstance(row, Relation | Summary) or not isinstance(row, Fact | Excerpt | Episode)


def _closes_with(row: Row) -> bool:
    """Whether an erase of messages closes a row: inputs that are decided stay as they are."""
    return row.is_open and isinstance(row, Excerpt | Summary)


def _find_effort(what: EraseSelection) -> Effort:
    return BY_SETTINGS if isinstance(what, EraseForgotten | EraseMessages) else BY_REQUEST


def _split(rows: Sequence[tuple[Kind, str]]) -> Iterator[dict[Kind, list[str]]]:
    """Yield ids by kind, so many together that one change replaces their rows."""
    for first in range(0, len(rows), ROWS_A_CHANGE):
        some: dict[Kind, list[str]] = {}
        for kind, row_id in rows[first : first + ROWS_A_CHANGE]:
            some.setdefault(kind, []).append(row_id)
        yield some


def _list_texts(plan: ErasePlan) -> Iterator[ErasedText]:
    """Yield what is erased, first what was named, in that order."""
    places = {each: place for place, each in enumerate(plan.named)}
    rows = [row for row in plan.erased.values() if isinstance(row, Fact | Excerpt)]
    rows.sort(key=lambda row: places.get(_show_id(row), len(places)))
    yield from (ErasedText(id=_show_id(row), text=row.text) for row in rows[:LISTED_MAX])


def _show_id(row: Fact | Excerpt) -> str:
    return row.lineage if isinstance(row, Fact) else format_message_id(row.id)

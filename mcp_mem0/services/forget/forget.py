"""Forgetting: facts and messages are retired together with whatever would reveal them again.

It is reversible: nothing is deleted, and undoing the change brings everything back. A fingerprint
of what was forgotten is kept, so that the same words do not come back another way.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, assert_never

from mcp_mem0.domain.decisions.change_builder import build_change_row, plan_next_change
from mcp_mem0.domain.decisions.undo_builder import Rows
from mcp_mem0.domain.forgetting.recognition import Forgotten
from mcp_mem0.domain.model.changes import Commit, Step
from mcp_mem0.domain.model.ids import IdMaker
from mcp_mem0.domain.requests.model import (
    ForgetAuthor,
    ForgetFacts,
    ForgetQuery,
    ForgetRequest,
    ForgetSession,
    UndoChange,
)
from mcp_mem0.domain.requests.redaction import Redaction
from mcp_mem0.domain.results.receipts import Receipt, Saying
from mcp_mem0.domain.retrieval.excerpt_folding import get_place
from mcp_mem0.ports import Clock, Records
from mcp_mem0.services.concurrency.optimistic_retry import OptimisticRetry
from mcp_mem0.services.forget.fingerprinting import (
    ROWS_MAX,
    Fingerprinting,
    Statements,
    build_fingerprints,
    build_forgotten,
    build_whole_fingerprint,
    read_statements,
)
from mcp_mem0.services.forget.listing import Listing, build_calls, list_hidden
from mcp_mem0.services.forget.neighbour_texts import NeighbourTexts
from mcp_mem0.services.forget.past_revisions import (
    PastRevisions,
    build_past_fingerprint,
    build_past_outcomes,
)
from mcp_mem0.services.forget.request_space import find_space
from mcp_mem0.services.forget.rows_to_forget import RowsToForget, merge_rows
from mcp_mem0.services.forget.same_words import SameRows, SameWords
from mcp_mem0.services.forget.undo import Undo
from mcp_mem0.services.forget.value_mentions import ValueMentions
from mcp_mem0.services.queries.receipt_builder import BY_REQUEST, build_receipt
from mcp_mem0.services.queries.sessions import SessionResolver

ROUNDS_MAX: Final = 10
"""How often it is looked for what says the same as what says the same."""

MENTIONS_MAX: Final = 10
"""Most of what may still tell it that a receipt lists; the others are counted."""

_WHY: Final = "forgotten on request"


@dataclass(frozen=True, kw_only=True)
class Forget:
    """Retires facts, messages, a session or an author; undoes changes; lists what a query means."""

    records: Records
    conversations: SessionResolver
    listing: Listing
    fingerprinting: Fingerprinting
    undo: Undo
    ids: IdMaker
    now: Clock
    pace: OptimisticRetry = field(default_factory=OptimisticRetry)
    redaction: Redaction = field(default_factory=Redaction)
    rounds_max: int = ROUNDS_MAX

    async def forget(self, request: ForgetRequest) -> Receipt:
        """Do what was asked, as one change.

        Raises:
            RequestError: An id is unknown, closed already, or newer than the caller saw; ids are of
                several spaces; or the change cannot be undone. Nothing was changed.
        """
        request = await find_space(self.records, self.redaction.redact_forget_request(request))
        rows, space = RowsToForget(records=self.records), request.space
        match request.what:
            case ForgetFacts() as what:
                return await self._retire(request, lambda: rows.find_named(space, what))
            case ForgetSession(session=session):
                return await self._retire(request, lambda: rows.find_session(space, session))
            case ForgetAuthor(author=author):
                return await self._retire(request, lambda: rows.find_author(space, author))
            case UndoChange(change=change):
                return await self.undo.undo(request, change)
            case ForgetQuery() as what:
                return await self.listing.list_matches(request, what)
            case _:
                assert_never(request.what)

    async def retire(
        self, request: ForgetRequest, find_rows: Callable[[], Awaitable[Rows]]
    ) -> Receipt:
        """Forget the rows that a search finds, as one change; it is asked again after a conflict.

        Raises:
            StoreError: Other writers were first every time.
        """
        return await self._retire(request, find_rows)

    async def _retire(
        self, request: ForgetRequest, find_rows: Callable[[], Awaitable[Rows]]
    ) -> Receipt:
        async def run_attempt() -> Receipt:
            return await self._retire_once(request, find_rows)

        return await self.pace.retry_until_committed(
            run_attempt, records=self.records, space=request.space
        )

    async def _retire_once(
        self, request: ForgetRequest, find_rows: Callable[[], Awaitable[Rows]]
    ) -> Receipt:
        space = request.space
        head = await self.records.read_head(space)
        salt = await self.fingerprinting.choose_salt(space)
        rows, left, statements = await self._collect(request, await find_rows(), salt)
        summaries = await RowsToForget(records=self.records).find_summaries(space, rows)
        next_change = plan_next_change(space, head, now=self.now(), new_id=self.ids.make_id)
        retirement = next_change.build_retirement("forgotten", _WHY)
        actor = await self.conversations.resolve_actor(request)
        by = {"session": actor.session, "author": actor.author}
        opened = (
            *build_fingerprints(statements, salt, next_change, self.ids.make_id, **by),
            *build_past_fingerprint(rows.past, salt, next_change, self.ids.make_id, **by),
        )
        if isinstance(request.what, ForgetSession | ForgetAuthor):
            whole = build_whole_fingerprint(request.what, rows, salt, next_change, self.ids.make_id)
            opened = (*opened, whole)
        change = build_change_row(
            actor,
            next_change,
            act="forget",
            steps=[Step(operation="DELETE", reason=_WHY, closed=(fact.id,)) for fact in rows.facts],
            opened=opened,
            closed=(*rows.all_rows, *summaries),
            effort=BY_REQUEST,
            source=None,
        )
        if not request.dry_run:
            beside = await NeighbourTexts(records=self.records).reindex(space, closed=rows.excerpts)
            closed = tuple(retirement.close(row) for row in (*rows.all_rows, *summaries))
            await self.records.commit(
                Commit(
                    head=next_change.head,
                    change=change,
                    opened=opened,
                    closed=closed,
                    reindexed=beside.neighbours,
                )
            )
        receipt = await build_receipt(
            self.records,
            change,
            rows.facts,
            dry_run=request.dry_run,
            excerpts=len({get_place(row) for row in rows.excerpts}),
            notes=(*_describe_limit(rows), *_describe_mentions(request, left)),
        )
        shown = left.mentions[:MENTIONS_MAX]
        return replace(
            receipt,
            outcomes=(*receipt.outcomes, *build_past_outcomes(rows.past, _WHY)),
            remaining=left.same,
            next_calls=build_calls(left.same),
            mentions=shown,
            mentions_left_out=len(left.mentions) - len(shown),
            mention_calls=build_calls(shown),
            hidden=list_hidden(rows) if request.dry_run else (),
        )

    async def _collect(
        self, request: ForgetRequest, rows: Rows, salt: bytes
    ) -> tuple[Rows, "_Left", Sequence[Statements]]:
        """Return all that is forgotten, what stays, and what the former states."""
        same_words, space = SameWords(records=self.records), request.space
        rounds_left = self.rounds_max if request.everywhere else 0
        while True:
            statements = await self._read_statements(request, rows, salt)
            forgotten = build_forgotten(statements, salt)
            before = rows
            rows = await self._add_past(space, before, forgotten)
            if rows.past != before.past:
                statements = await self._read_statements(request, rows, salt)
            same = await same_words.find(space, _say_past(rows), forgotten)
            if not same or not rounds_left:
                break
            rows = await self._add_same(space, rows, same)
            rounds_left -= 1
        left = await self._list_left(request, space, rows, forgotten, same)
        for other in request.spaces:
            if other != space:
                there = await same_words.find(other, _say_past(rows), forgotten)
                left += await self._list_left(request, other, rows, forgotten, there)
        return await self._add_waiting(space, rows), left, statements

    async def _add_waiting(self, space: str, rows: Rows) -> Rows:
        waiting = await RowsToForget(records=self.records).find_waiting(space, rows.excerpts)
        return merge_rows(rows, Rows(episodes=waiting))

    async def _add_past(self, space: str, rows: Rows, forgotten: Forgotten) -> Rows:
        """Return the rows with what facts said before that is the same.

        All revisions of a fact that is forgotten are forgotten with it, and not named.
        """
        same = await PastRevisions(records=self.records).find_same(space, rows, forgotten)
        whole = {fact.lineage for fact in rows.facts}
        past = tuple(fact for fact in (*rows.past, *same) if fact.lineage not in whole)
        return merge_rows(replace(rows, past=()), Rows(past=past))

    async def _list_left(
        self, request: ForgetRequest, space: str, rows: Rows, forgotten: Forgotten, same: SameRows
    ) -> "_Left":
        """Return what stays of a space; of a whole session any name would be a mention."""
        said = await SameWords(records=self.records).list_sayings(same)
        if _is_whole(request):
            return _Left(same=tuple(said))
        mentions = await ValueMentions(records=self.records).find(
            space, _say_past(rows), forgotten, same=same, named=_list_named(request)
        )
        return _Left(same=tuple(said), mentions=tuple(mentions))

    async def _add_same(self, space: str, rows: Rows, same: SameRows) -> Rows:
        """Return what is forgotten together with what says the same."""
        finder = RowsToForget(records=self.records)
        ids = [*(row.id for row in same.facts), *(row.source for row in same.relations)]
        facts = await finder.find_facts(space, ids) if ids else Rows()
        places = [get_place(row) for row in same.excerpts]
        return merge_rows(merge_rows(rows, facts), await finder.find_places(space, places))

    async def _read_statements(
        self, request: ForgetRequest, rows: Rows, salt: bytes
    ) -> Sequence[Statements]:
        return await read_statements(
            self.records,
            request.space,
            _say_past(rows),
            salt,
            is_whole=_is_whole(request),
            named=_list_named(request),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Left:
    """What says the same as what is forgotten and stays, and what may tell it."""

    same: tuple[Saying, ...] = ()
    mentions: tuple[Saying, ...] = ()

    def __add__(self, other: "_Left") -> "_Left":
        return _Left(same=self.same + other.same, mentions=self.mentions + other.mentions)


def _say_past(rows: Rows) -> Rows:
    """Return the rows with what facts said before among the facts: it says something, too."""
    return replace(rows, facts=(*rows.facts, *rows.past))


def _is_whole(request: ForgetRequest) -> bool:
    """Whether all of the messages is forgotten, and not only what the facts say."""
    return not isinstance(request.what, ForgetFacts) or request.what.is_whole


def _list_named(request: ForgetRequest) -> tuple[str, ...]:
    return request.what.messages if isinstance(request.what, ForgetFacts) else ()


def _describe_mentions(request: ForgetRequest, left: _Left) -> tuple[str, ...]:
    if not request.everywhere or not left.mentions:
        return ()
    return ("everywhere takes what says the same, and not what may only tell it",)


def _describe_limit(rows: Rows) -> tuple[str, ...]:
    count = len(rows.facts) + len(rows.excerpts)
    if count <= ROWS_MAX:
        return ()
    return (f"only {ROWS_MAX:,} of {count:,} facts and messages are recognised if they come again",)

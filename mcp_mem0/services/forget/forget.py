"""Forgetting: facts are retired together with whatever would reveal them again.

It is reversible: nothing is deleted, and undoing the change brings everything back.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, assert_never

from mcp_mem0.domain.decisions.change_builder import build_change_row, plan_next_change
from mcp_mem0.domain.decisions.undo_builder import Rows
from mcp_mem0.domain.errors import NotFoundError, quote_value
from mcp_mem0.domain.model.changes import Commit, Step
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.ids import IdMaker
from mcp_mem0.domain.model.rows import Episode, Excerpt, Fact, Readable, Relation, Target
from mcp_mem0.domain.model.summaries import Summary
from mcp_mem0.domain.requests.model import (
    ForgetAuthor,
    ForgetFacts,
    ForgetQuery,
    ForgetRequest,
    ForgetSession,
    UndoChange,
)
from mcp_mem0.domain.requests.redaction import Redaction
from mcp_mem0.domain.results.receipts import Receipt
from mcp_mem0.domain.retrieval.excerpt_folding import get_place
from mcp_mem0.domain.retrieval.ranking import Place
from mcp_mem0.domain.text.normalise import normalise_statement, split_words
from mcp_mem0.ports import Clock, Hit, Records
from mcp_mem0.services.concurrency.optimistic_retry import OptimisticRetry
from mcp_mem0.services.deciding.neighbour_search import NeighbourSearch
from mcp_mem0.services.forget.undo import Undo
from mcp_mem0.services.queries.lookups import (
    find_authors,
    load_lineages,
    load_open_rows,
    resolve_targets,
)
from mcp_mem0.services.queries.receipt_builder import (
    BY_REQUEST,
    build_matches_receipt,
    build_receipt,
)
from mcp_mem0.services.queries.repeats import find_repeats
from mcp_mem0.services.queries.sessions import SessionResolver

REPEATS_MAX: Final = 100
"""How many excerpts similar to a forgotten fact are checked for repeating it."""

MATCH_SCORE_MIN: Final = 0.35
"""Lowest similarity of a match that shares no word with the query."""

_WHY: Final = "forgotten on request"


@dataclass(frozen=True, kw_only=True)
class Forget:
    """Retires facts, a session or an author; undoes changes; lists what a query matches."""

    records: Records
    conversations: SessionResolver
    search: NeighbourSearch
    undo: Undo
    ids: IdMaker
    now: Clock
    pace: OptimisticRetry = field(default_factory=OptimisticRetry)
    redaction: Redaction = field(default_factory=Redaction)

    async def forget(self, request: ForgetRequest) -> Receipt:
        """Do what was asked, as one change.

        Raises:
            RequestError: An id is unknown, closed already, or newer than the caller saw; or the
                change cannot be undone. Nothing was changed.
        """
        request = self.redaction.redact_forget_request(request)
        match request.what:
            case ForgetFacts(targets=targets):
                return await self._retire(
                    request, lambda: self._find_fact_rows(request.space, targets)
                )
            case ForgetSession(session=session):
                return await self._retire(
                    request, lambda: self._find_session_rows(request.space, session)
                )
            case ForgetAuthor(author=author):
                return await self._retire(
                    request, lambda: self._find_author_rows(request.space, author)
                )
            case UndoChange(change=change):
                return await self.undo.undo(request, change)
            case ForgetQuery(query=query):
                return await self._list_matches(request, query)
            case _:
                assert_never(request.what)

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
        head = await self.records.read_head(request.space)
        rows = await find_rows()
        summaries = await self._find_summaries(request.space, rows)
        next_change = plan_next_change(request.space, head, now=self.now(), new_id=self.ids.make_id)
        retirement = next_change.build_retirement("forgotten", _WHY)
        change = build_change_row(
            await self.conversations.resolve_actor(request),
            next_change,
            act="forget",
            steps=[Step(operation="DELETE", reason=_WHY, closed=(fact.id,)) for fact in rows.facts],
            opened=(),
            closed=(*rows.all_rows, *summaries),
            effort=BY_REQUEST,
            source=None,
        )
        if not request.dry_run:
            closed = tuple(retirement.close(row) for row in (*rows.all_rows, *summaries))
            await self.records.commit(Commit(head=next_change.head, change=change, closed=closed))
        return await build_receipt(
            self.records,
            change,
            rows.facts,
            dry_run=request.dry_run,
            excerpts=len(rows.excerpts),
        )

    async def _find_summaries(self, space: str, rows: Rows) -> list[Summary]:
        """Return the summaries that may contain what is forgotten: those of its sessions."""
        sessions = tuple(sorted({row.session for row in (*rows.facts, *rows.excerpts)}))
        if not sessions:
            return []
        return await self.records.find(Summary, Filter(spaces=(space,), sessions=sessions))

    async def _find_fact_rows(self, space: str, targets: Sequence[Target]) -> Rows:
        targeted = await resolve_targets(self.records, space, targets)
        open_rows = await load_open_rows(self.records, space, [fact.id for fact in targeted])
        facts = tuple(open_rows.facts[fact.id] for fact in targeted)
        return Rows(
            facts=facts,
            relations=tuple(row for fact in facts for row in open_rows.relations.get(fact.id, ())),
            excerpts=await self._find_supporting_excerpts(space, facts),
        )

    async def _find_session_rows(self, space: str, session: str) -> Rows:
        rows = await self._find_open_rows(Filter(spaces=(space,), sessions=(session,)))
        if not rows.all_rows:
            raise NotFoundError(
                f"nothing is remembered from session {quote_value(session)} in space"
                f" {quote_value(space)}: check the name, or name the space"
            )
        return rows

    async def _find_author_rows(self, space: str, name: str) -> Rows:
        authors = await find_authors(self.records, (space,), [name])
        rows = await self._find_open_rows(Filter(spaces=(space,), authors=authors))
        if not rows.all_rows:
            raise NotFoundError(
                f"nothing is remembered that {quote_value(name)} wrote in space"
                f" {quote_value(space)}: check the name, or name the space"
            )
        return rows

    async def _find_open_rows(self, where: Filter) -> Rows:
        pending = replace(where, pending=True)
        return Rows(
            facts=tuple(await self.records.find(Fact, where, vectors=True)),
            relations=tuple(await self.records.find(Relation, where, vectors=True)),
            excerpts=tuple(await self.records.find(Excerpt, where, vectors=True)),
            episodes=tuple(await self.records.find(Episode, pending)),
        )

    async def _find_supporting_excerpts(
        self, space: str, facts: Sequence[Fact]
    ) -> tuple[Excerpt, ...]:
        """Return the open excerpts that support a revision of the facts, or repeat them."""
        lineages = await load_lineages(self.records, space, (fact.lineage for fact in facts))
        supports = {get_place(fact) for fact in lineages.facts}
        supports |= await self._find_repeats(space, facts, lineages.facts)
        where = Filter(spaces=(space,), sources=tuple(sorted({each.source for each in supports})))
        excerpts = await self.records.find(Excerpt, where, vectors=True)
        return tuple(each for each in excerpts if get_place(each) in supports)

    async def _find_repeats(
        self, space: str, facts: Sequence[Fact], revisions: Sequence[Fact]
    ) -> set[Place]:
        """Return where the facts were repeated: word for word, or by decision."""
        similar = [
            excerpt for fact in facts for excerpt in await self._find_similar_excerpts(space, fact)
        ]
        keys = {normalise_statement(fact.text) for fact in revisions}
        repeats = {get_place(each) for each in similar if normalise_statement(each.text) in keys}
        rows = {fact.id for fact in revisions}
        repeated_facts = await find_repeats(
            self.records, (space,), [excerpt.source for excerpt in similar]
        )
        return repeats | {place for place, fact_ids in repeated_facts.items() if fact_ids & rows}

    async def _find_similar_excerpts(self, space: str, fact: Fact) -> list[Excerpt]:
        where = Filter(spaces=(space,))
        hits: list[Hit[Readable]] = []
        if split_words(fact.text):
            hits += await self.records.search_text([Excerpt], fact.text, where, limit=REPEATS_MAX)
        if fact.vector is not None:
            hits += await self.records.search_vectors(
                [Excerpt], fact.vector, where, limit=REPEATS_MAX
            )
        return [hit.row for hit in hits if isinstance(hit.row, Excerpt)]

    async def _list_matches(self, request: ForgetRequest, query: str) -> Receipt:
        """List what a query would forget; nothing is changed."""
        (nears,) = await self.search.find_neighbours(request.space, [query])
        query_words = set(split_words(query))
        facts = [
            near.fact
            for near in nears
            if near.score >= MATCH_SCORE_MIN or query_words & set(split_words(near.fact.text))
        ]
        return build_matches_receipt(request.space, facts)

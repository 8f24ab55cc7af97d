"""Finding the rows that are forgotten together: what was named, and whatever would reveal it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mcp_mem0.domain.decisions.undo_builder import Rows
from mcp_mem0.domain.errors import NotFoundError, RequestError, quote_value
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.ids import format_message_id, list_excerpt_ids
from mcp_mem0.domain.model.rows import Episode, Excerpt, Fact, Relation
from mcp_mem0.domain.model.summaries import Summary
from mcp_mem0.domain.requests.model import ForgetFacts
from mcp_mem0.domain.retrieval.excerpt_folding import get_place
from mcp_mem0.domain.retrieval.ranking import Place
from mcp_mem0.domain.text.normalise import normalise_statement
from mcp_mem0.ports import Records
from mcp_mem0.services.forget.past_revisions import PastRevisions
from mcp_mem0.services.queries.lookups import (
    find_authors,
    load_lineages,
    load_open_rows,
    resolve_targets,
)
from mcp_mem0.services.queries.repeats import find_repeats
from mcp_mem0.services.queries.similar_rows import find_similar_rows


@dataclass(frozen=True, kw_only=True)
class RowsToForget:
    """Finds rows of a space, with vectors: open ones, and what facts said before."""

    records: Records

    async def find_named(self, space: str, what: ForgetFacts) -> Rows:
        """Return the facts and messages that are named, with what supports the facts.

        Raises:
            RequestError: An id is unknown, closed already, or newer than the caller saw.
        """
        past = PastRevisions(records=self.records)
        named = await past.split_targets(space, what.targets)
        targeted = await resolve_targets(self.records, space, named.current)
        messages = await self._find_messages(space, what.messages)
        facts = await self.find_facts(space, [fact.id for fact in targeted])
        supporting = await self._find_supporting_excerpts(space, named.past, named.past)
        drawn = await past.find_drawn(space, {get_place(row) for row in messages})
        more = Rows(excerpts=(*messages, *supporting), past=(*named.past, *drawn))
        return merge_rows(facts, more)

    async def find_facts(self, space: str, ids: Sequence[str]) -> Rows:
        """Return open facts by row id, their relations, and the messages that say them."""
        open_rows = await load_open_rows(self.records, space, ids)
        facts = tuple(open_rows.facts[row_id] for row_id in dict.fromkeys(ids))
        lineages = await load_lineages(self.records, space, (fact.lineage for fact in facts))
        return Rows(
            facts=facts,
            relations=tuple(row for fact in facts for row in open_rows.relations.get(fact.id, ())),
            excerpts=await self._find_supporting_excerpts(space, facts, lineages.facts),
        )

    async def find_places(self, space: str, places: Sequence[Place]) -> Rows:
        """Return all open passages of some messages."""
        if not places:
            return Rows()
        where = Filter(spaces=(space,), sources=tuple(sorted({place.source for place in places})))
        wanted = set(places)
        found = await self.records.find(Excerpt, where, vectors=True)
        return Rows(excerpts=tuple(row for row in found if get_place(row) in wanted))

    async def find_session(self, space: str, session: str) -> Rows:
        """Return all that came from a session.

        Raises:
            NotFoundError: Nothing did.
        """
        rows = await self._find_rows(Filter(spaces=(space,), sessions=(session,)))
        if not rows:
            raise NotFoundError(
                f"nothing is remembered from session {quote_value(session)} in space"
                f" {quote_value(space)}: check the name, or name the space"
            )
        return rows

    async def find_author(self, space: str, name: str) -> Rows:
        """Return all that an author wrote.

        Raises:
            NotFoundError: Nothing is.
        """
        authors = await find_authors(self.records, (space,), [name])
        rows = await self._find_rows(Filter(spaces=(space,), authors=authors))
        if not rows:
            raise NotFoundError(
                f"nothing is remembered that {quote_value(name)} wrote in space"
                f" {quote_value(space)}: check the name, or name the space"
            )
        return rows

    async def find_summaries(self, space: str, rows: Rows) -> list[Summary]:
        """Return the summaries that may contain what is forgotten: those of its sessions."""
        said = (*rows.facts, *rows.past, *rows.excerpts)
        sessions = tuple(sorted({row.session for row in said}))
        if not sessions:
            return []
        return await self.records.find(Summary, Filter(spaces=(space,), sessions=sessions))

    async def find_waiting(self, space: str, excerpts: Sequence[Excerpt]) -> tuple[Episode, ...]:
        """Return the episodes that are not decided yet and of which no other words are left."""
        sources = tuple(sorted({row.source for row in excerpts}))
        if not sources:
            return ()
        where = Filter(spaces=(space,), ids=sources, pending=True)
        waiting = await self.records.find(Episode, where)
        if not waiting:
            return ()
        gone = {row.id for row in excerpts}
        here = Filter(spaces=(space,), sources=tuple(episode.id for episode in waiting))
        stored = await self.records.find(Excerpt, here)
        left = {row.source for row in stored if row.id not in gone}
        return tuple(episode for episode in waiting if episode.id not in left)

    async def _find_messages(self, space: str, messages: Sequence[str]) -> tuple[Excerpt, ...]:
        """Return all open passages of the messages that are named by a passage each."""
        if not messages:
            return ()
        ids = tuple(row_id for message in messages for row_id in list_excerpt_ids(message))
        named = await self.records.find(
            Excerpt, Filter(spaces=(space,), ids=ids, state="any"), vectors=True
        )
        known = {format_message_id(row.id): row for row in named}
        for message in messages:
            row = known.get(message)
            if row is None:
                raise NotFoundError(
                    f"there is no message {quote_value(message)} in space {quote_value(space)}:"
                    " copy the id from recall or a receipt, or name the space"
                )
            if not row.is_open:
                raise RequestError(
                    f"message {quote_value(message)} was {row.retired_as} already by change"
                    f" {row.retired_by}: nothing was changed"
                )
        return (await self.find_places(space, [get_place(row) for row in named])).excerpts

    async def _find_rows(self, where: Filter) -> Rows:
        pending = replace(where, pending=True)
        return Rows(
            past=await PastRevisions(records=self.records).find_where(where),
            facts=tuple(await self.records.find(Fact, where, vectors=True)),
            relations=tuple(await self.records.find(Relation, where, vectors=True)),
            excerpts=tuple(await self.records.find(Excerpt, where, vectors=True)),
            episodes=tuple(await self.records.find(Episode, pending)),
        )

    async def _find_supporting_excerpts(
        self, space: str, facts: Sequence[Fact], revisions: Sequence[Fact]
    ) -> tuple[Excerpt, ...]:
        """Return the open excerpts that support one of some revisions of facts, or repeat it."""
        if not facts:
            return ()
        supports = {get_place(fact) for fact in revisions}
        supports |= await self._find_repeats(space, facts, revisions)
        return (await self.find_places(space, sorted(supports))).excerpts

    async def _find_repeats(
        self, space: str, facts: Sequence[Fact], revisions: Sequence[Fact]
    ) -> set[Place]:
        """Return where the facts were repeated: word for word, or by decision."""
        similar = [
            row
            for fact in facts
            for row in await find_similar_rows(self.records, [Excerpt], space, fact)
            if isinstance(row, Excerpt)
        ]
        keys = {normalise_statement(fact.text) for fact in revisions}
        repeats = {get_place(each) for each in similar if normalise_statement(each.text) in keys}
        rows = {fact.id for fact in revisions}
        repeated_facts = await find_repeats(
            self.records, (space,), [excerpt.source for excerpt in similar]
        )
        return repeats | {place for place, fact_ids in repeated_facts.items() if fact_ids & rows}


def merge_rows(rows: Rows, more: Rows) -> Rows:
    """Return the rows of both, each once."""
    return Rows(
        facts=tuple({row.id: row for row in (*rows.facts, *more.facts)}.values()),
        past=tuple({row.id: row for row in (*rows.past, *more.past)}.values()),
        relations=tuple({row.id: row for row in (*rows.relations, *more.relations)}.values()),
        excerpts=tuple({row.id: row for row in (*rows.excerpts, *more.excerpts)}.values()),
        episodes=tuple({row.id: row for row in (*rows.episodes, *more.episodes)}.values()),
    )

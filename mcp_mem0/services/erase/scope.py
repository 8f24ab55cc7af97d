"""Finding all rows that have the words of what is to be erased."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from mcp_mem0.domain.errors import NotFoundError, quote_value
from mcp_mem0.domain.model.attempts import Attempt
from mcp_mem0.domain.model.changes import Change
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.fingerprints import Fingerprint
from mcp_mem0.domain.model.rows import Episode, Excerpt, Fact, Relation, Row
from mcp_mem0.domain.model.summaries import Summary
from mcp_mem0.domain.model.tombstones import Erasable, erase_messages, erase_reasons, erase_row
from mcp_mem0.domain.requests.erase import (
    EraseForgotten,
    EraseIds,
    EraseMessages,
    ErasePeriod,
    EraseRequest,
)
from mcp_mem0.domain.requests.model import ForgetAuthor, ForgetSession
from mcp_mem0.domain.retrieval.excerpt_folding import get_place
from mcp_mem0.domain.retrieval.ranking import Place
from mcp_mem0.domain.text.normalise import normalise_statement, split_words
from mcp_mem0.domain.text.search_text import spell_context
from mcp_mem0.ports import RecordReader
from mcp_mem0.services.erase.forgotten_together import ForgottenTogether
from mcp_mem0.services.erase.plan import (
    NAMING_KINDS,
    ErasePlan,
    Kind,
    index_alone,
    list_texts,
)
from mcp_mem0.services.erase.row_reads import find_by
from mcp_mem0.services.erase.seeds import Seeds, SeedSearch
from mcp_mem0.services.queries.repeats import find_repeats

REPEATS_MAX: Final = 50
"""How many messages with the words of a fact are checked for repeating it."""

QUOTED_CHARS_MIN: Final = 40
"""An error that is kept quotes at least so much of a text, and not all of a long one."""

RowT = TypeVar("RowT", bound=Row)


@dataclass(frozen=True, kw_only=True)
class EraseScope:
    """Finds what an erase concerns."""

    records: RecordReader
    seeds: SeedSearch

    async def plan(self, request: EraseRequest) -> ErasePlan:
        """Return what an erase does to which rows.

        Raises:
            NotFoundError: Nothing has an id, or nothing is left to erase.
        """
        space = request.space
        seeds = await self.seeds.find(request)
        facts = seeds.facts
        sources = {place.source for place in seeds.places}
        sources |= {episode.id for episode in seeds.episodes}
        if not seeds.keeps_quotes:
            repeats = await self._find_repeats(space, facts if seeds.finds_repeats else ())
            seeds = replace(seeds, places=seeds.places | repeats | {*map(get_place, facts)})
        sources |= {place.source for place in seeds.places}
        around = await self._read_conversations(space, sources, facts)
        excerpts = _find_messages(around, seeds)
        # Copies that an undo made are of other inputs.
        places = seeds.places | {get_place(row) for row in excerpts}
        sources |= {row.source for row in excerpts}
        episodes = await self._find(Episode, space, "ids", sources)
        messages = _find_positions(episodes, places, seeds.episodes)
        whole = [row for row in episodes if len(messages[row.id]) == len(row.intake.all_messages)]
        relations = await self._find(Relation, space, "sources", {fact.id for fact in facts})
        sessions = {row.session for row in (*facts, *excerpts, *episodes) if row.session}
        found: list[Erasable] = [*facts, *relations, *excerpts, *whole]
        if not seeds.keeps_quotes:
            found += await self._find(Attempt, space, "sources", sources)
        summaries = await self._find(Summary, space, "sessions", sessions)
        if isinstance(request.what, EraseMessages):
            last = request.what.until
            summaries = [row for row in summaries if row.recorded_at <= last]
        rows = [row for row in (*found, *summaries) if erase_row(row) != row]
        gone = {*(row.id for row in whole), *(row.id for row in rows)}
        plan = ErasePlan(
            named=seeds.ids,
            forgotten_with=seeds.forgotten_with,
            erased={row.id: row for row in rows},
            messages={
                row.id: messages[row.id]
                for row in episodes
                if row.id not in gone and erase_messages(row, messages[row.id]) != row
            },
            contexts=await self._find_contexts(around, excerpts, gone),
            texts=list_texts(rows),
        )
        if not seeds.keeps_quotes:
            left = await ForgottenTogether(records=self.records).find_left(
                space, plan.erased, named=seeds.ids, is_whole=not seeds.finds_repeats
            )
            plan = await self._add_words_about(replace(plan, still_forgotten=left), space, places)
        plan = await self._add_names(plan, request, around)
        if plan.is_empty and not isinstance(request.what, EraseForgotten | EraseMessages):
            raise _build_nothing_error(request)
        return plan

    async def find_naming(self, plan: ErasePlan, space: str) -> ErasePlan:
        """Return a plan with the rows that name sessions and authors of which nothing is left."""
        naming: dict[str, Kind] = {}
        for kind in NAMING_KINDS:
            rows = await self._find(kind, space, "sessions", plan.sessions)
            rows += await self._find(kind, space, "authors", plan.authors)
            if kind is Fingerprint and plan.sessions:
                # Names that are hashed cannot be asked for.
                rows += await self.records.find(kind, Filter(spaces=(space,), state="any"))
            naming |= {row.id: kind for row in rows if plan.drop_names(row) != row}
        return replace(plan, naming=naming)

    async def _add_names(
        self, plan: ErasePlan, request: EraseRequest, around: Sequence[Excerpt]
    ) -> ErasePlan:
        """Add the names of sessions and authors that no row has any more."""
        space, going = request.space, plan.erased
        sessions = {row.session for row in going.values()} - {""}
        rows: list[Row] = [*around]
        for kind in (Fact, Episode):
            rows += await self._find(kind, space, "sessions", sessions)
        kept = {row.session for row in rows if row.id not in going}
        # Whoever erases is named by the change that says so.
        authors = {row.author for row in going.values()} - {"", request.author}
        gone = [name for name in sorted(authors) if await self._is_all_of(name, plan, space)]
        tags = {tag for row in going.values() for tag in row.tags}
        named = replace(
            plan,
            sessions=frozenset(sessions - kept),
            authors=frozenset(gone),
            tags=frozenset([tag for tag in tags if not await self._is_kept(tag, plan, space)]),
        )
        return await self.find_naming(named, space)

    async def _is_kept(self, tag: str, plan: ErasePlan, space: str) -> bool:
        """Whether a row that stays, or what is told of a change, has a tag."""
        where = Filter(spaces=(space,), tags=(tag,), state="any")
        for kind in (Fact, Relation, Excerpt, Episode, Change):
            gone = plan.reasons if kind is Change else plan.erased
            if any(row.id not in gone for row in await self.records.find(kind, where)):
                return True
        return False

    async def _is_all_of(self, author: str, plan: ErasePlan, space: str) -> bool:
        """Whether all words of an author go."""
        where = Filter(spaces=(space,), authors=(author,), state="any")
        kinds = (Fact, Excerpt, Episode)
        going = sum(row.author == author and isinstance(row, kinds) for row in plan.erased.values())
        return going == sum([await self.records.count(kind, where) for kind in kinds])

    async def _add_words_about(
        self, plan: ErasePlan, space: str, places: frozenset[Place]
    ) -> ErasePlan:
        """Add what others say about the rows that go: quotes, and reasons of changes."""
        sources = {place.source for place in places}
        others = await self._find(Fact, space, "sources", sources)
        quotes = {
            fact.id
            for fact in others
            if fact.id not in plan.erased and fact.quote and get_place(fact) in places
        }
        texts = [row.text for row in plan.erased.values() if isinstance(row, Fact) and row.text]
        rows = plan.erased.keys() | plan.messages.keys()
        reasons = {
            change.id
            for change in await self.records.find(Change, Filter(spaces=(space,), state="any"))
            if erase_reasons(change) != change and _tells_of(change, rows, texts)
        }
        closings: dict[str, Kind] = {}
        for kind in (Fact, Relation):
            for row in await self._find(kind, space, "closed_by", reasons):
                if row.retired_why and row.id not in plan.erased:
                    closings[row.id] = kind
        return replace(
            plan, quotes=frozenset(quotes), reasons=frozenset(reasons), closings=closings
        )

    async def _find_repeats(self, space: str, facts: Sequence[Fact]) -> set[Place]:
        """Return where facts were repeated: word for word, or by decision."""
        if not facts:
            return set()
        where = Filter(spaces=(space,), state="any")
        keys = {normalise_statement(fact.text) for fact in facts if fact.text}
        places: set[Place] = set()
        for text in dict.fromkeys(fact.text for fact in facts if split_words(fact.text)):
            hits = await self.records.search_text([Excerpt], text, where, limit=REPEATS_MAX)
            rows = [hit.row for hit in hits if isinstance(hit.row, Excerpt)]
            places |= {get_place(row) for row in rows if normalise_statement(row.text) in keys}
            kept = await find_repeats(self.records, (space,), [row.source for row in rows])
            ids = {fact.id for fact in facts}
            places |= {place for place, fact_ids in kept.items() if fact_ids & ids}
        return places

    async def _read_conversations(
        self, space: str, sources: Iterable[str], facts: Sequence[Fact]
    ) -> list[Excerpt]:
        """Return all messages of the sessions that inputs, and facts, are of."""
        own = await self._find(Excerpt, space, "sources", sources)
        sessions = {row.session for row in (*own, *facts) if row.session}
        rows = {row.id: row for row in await self._find(Excerpt, space, "sessions", sessions)}
        return [*(rows | {row.id: row for row in own}).values()]

    async def _find_contexts(
        self, around: Sequence[Excerpt], excerpts: Sequence[Excerpt], erased: Iterable[str]
    ) -> dict[str, Episode]:
        """Return the messages that are indexed with an erased one before them."""
        gone = set(erased)
        before = {spell_context(row.text) for row in excerpts if row.text}
        found = [
            row
            for row in around
            if row.id not in gone and any(each in row.index_text for each in before)
        ]
        if not found:
            return {}
        sources = {row.source for row in found}
        inputs = await self._find(Episode, found[0].space, "ids", sources)
        episodes = {row.id: row for row in inputs}
        contexts = {row.id: episodes[row.source] for row in found if row.source in episodes}
        return {
            row.id: contexts[row.id]
            for row in found
            if row.id in contexts and index_alone(row, contexts[row.id]) != row
        }

    async def _find(
        self, kind: type[RowT], space: str, name: str, values: Iterable[str]
    ) -> list[RowT]:
        return await find_by(self.records, kind, space, name, values)


def _find_messages(around: Sequence[Excerpt], seeds: Seeds) -> list[Excerpt]:
    """Return the messages at some places or of some inputs, with the copies that an undo made."""
    whole = {episode.id for episode in seeds.episodes}
    named = [row for row in around if get_place(row) in seeds.places or row.source in whole]
    keys = {(row.session, row.said_at, row.position, row.text) for row in named}
    return [row for row in around if (row.session, row.said_at, row.position, row.text) in keys]


def _find_positions(
    episodes: Sequence[Episode], places: Iterable[Place], whole: Sequence[Episode]
) -> dict[str, frozenset[int]]:
    """Return which messages of inputs go, by input."""
    known = set(places)
    all_of = {episode.id for episode in whole}
    return {
        episode.id: frozenset(
            position
            for position in range(len(episode.intake.all_messages))
            if episode.id in all_of or Place(episode.id, position) in known
        )
        for episode in episodes
    }


def _tells_of(change: Change, rows: Collection[str], texts: Sequence[str]) -> bool:
    """Whether a change is about some rows, or has one of some texts in a reason.

    A model may tell of whatever it was shown, in words of its own; rules have none.
    """
    told = change.handled_ids if change.effort.model is None else change.told_ids
    if any(row_id in rows for row_id in told):
        return True
    reasons = {*(step.reason for step in change.steps), *change.dropped}
    reasons |= {each.reason for each in change.withheld}
    named = {*(text[:QUOTED_CHARS_MIN] for text in texts), *(row.partition(".")[0] for row in rows)}
    return any(name in reason for reason in reasons if reason for name in named)


def _build_nothing_error(request: EraseRequest) -> NotFoundError:
    space = f"in space {quote_value(request.space)}"
    match request.what:
        case EraseIds() as named:
            was = "was" if len(named.all_ids) == 1 else "were"
            return NotFoundError(
                f"nothing is left to erase {space}: {', '.join(named.all_ids)} {was} erased already"
            )
        case ForgetSession(session=session):
            of = f"of session {quote_value(session)} "
        case ForgetAuthor(author=author):
            of = f"that {quote_value(author)} wrote "
        case ErasePeriod():
            of = "from then "
        case _:
            of = ""
    return NotFoundError(f"nothing is left to erase {of}{space}: check the name, or name the space")

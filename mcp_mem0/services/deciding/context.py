"""Gathering what a decision should know: what is near, what was said before, which names are used.

Only open rows are read, so nothing that was forgotten comes back through a decision; nor does it
through one that is made again on what was believed then.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Final

from mcp_mem0.domain.decisions.neighbours import merged
from mcp_mem0.domain.decisions.target_lookup import spelled
from mcp_mem0.domain.errors import ModelError
from mcp_mem0.domain.model.changes import Neighbour
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Episode, Fact, Head, Message, StatedRelation
from mcp_mem0.domain.model.vectors import Vector
from mcp_mem0.domain.retrieval.recall_items import believed_at
from mcp_mem0.domain.text.normalise import name_key
from mcp_mem0.ports import Case, Embedder, Hit, Records, Scores
from mcp_mem0.services.concurrency.gather_two import both
from mcp_mem0.services.deciding.summary import summary_of
from mcp_mem0.services.queries.forgotten import forgotten_since, said_in
from mcp_mem0.services.queries.lookups import facts_by_id, lineages_of, relations_of
from mcp_mem0.services.queries.mentions import spellings_of

RENEWED_MAX: Final = 100
"""Facts that came or went since an episode was gathered for, before it is gathered anew."""

NEAREST: Final = 3
SHARING: Final = 2
"""Right after so many facts by meaning come so many by words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GatherPolicy:
    """How much is gathered.

    Attributes:
        neighbours: Facts near each statement, by each of the two searches; s in the paper.
        around: Facts found around each message that a model reads, by each of the two searches. A
            fact says its message in other words, and its own nearest are among a few more.
        nearest: How many of these a model is shown for certain.
        recent: Messages of the session before the new ones; m in the paper.
        searched_max: New messages that are searched around, the last ones.
        searched_chars: How much of a text full-text search gets; meaning is searched by all of it.
        names_max: Names in use nearby.
    """

    neighbours: int = 10
    around: int = 20
    nearest: int = 16
    recent: int = 10
    searched_max: int = 100
    searched_chars: int = 2_000
    names_max: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """A case to decide, and what the caller or history should know about it.

    `waiting` are the pending episodes of the session before this one, or None if nobody looked at
    all of it.
    """

    case: Case
    missed: tuple[str, ...]
    notes: tuple[str, ...]
    waiting: tuple[Episode, ...] | None = None

    def without(self, forgotten: Collection[int]) -> "Gathered":
        """Return the same, told the positions of messages that were forgotten since."""
        if not forgotten:
            return self
        return replace(self, case=replace(self.case, forgotten=frozenset(forgotten)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Before:
    """What was said in a session before an episode."""

    recent: tuple[Message, ...] = ()
    summary: str = ""
    waiting: tuple[Episode, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gather:
    """Reads the memory around an episode.

    Args:
        records: The store.
        embedder: What made the vectors in it.
        policy: How much is read.
        known_at: What was believed then is read, instead of what is believed now, without what was
            forgotten since.
    """

    records: Records
    embedder: Embedder
    policy: GatherPolicy = GatherPolicy()
    known_at: datetime | None = None

    async def around(
        self,
        episode: Episode,
        *,
        reads_conversation: bool,
        also: Sequence[str] = (),
        forgotten: Collection[int] = (),
    ) -> Gathered:
        """Return the case of an episode.

        Args:
            episode: What came in.
            reads_conversation: Whether messages are decided on; else only what was stated is.
            also: More texts to search around, such as facts that were drawn from the messages.
            forgotten: Positions of messages that were forgotten since it came: nothing is searched
                around them.
        """
        intake = episode.intake
        is_read = reads_conversation or not intake.messages
        read = [
            message
            for position, message in enumerate(intake.all_messages)
            if is_read and position not in forgotten
        ]
        texts = [message.spoken for message in read[-self.policy.searched_max :]]
        search = self._around if reads_conversation else self._fused
        found, before = await both(
            partial(search, episode.space, [*texts, *also]),
            partial(self._before, episode, reads_conversation=reads_conversation),
        )
        if intake.relation is not None:
            # Nothing but a relation is compared with relations.
            found = await self._told(episode.space, found)
            found = [*found, await self._sharing_ends(episode, intake.relation)]
        shown = merged(found)
        replaced, missed = await self._replaced(episode)
        skipped = len(read) - len(texts)
        return Gathered(
            case=Case(
                episode=episode,
                recent=before.recent,
                summary=before.summary,
                shown=shown,
                nearest=len(merged([nears[: self.policy.nearest] for nears in found])),
                replaced=replaced,
                entity_names=self._names((*shown, *replaced)),
                reference_time=episode.said_at,
                forgotten=frozenset(forgotten),
            ),
            missed=missed,
            notes=(f"facts near the first {skipped:,} messages were not looked up",)
            if skipped
            else (),
            waiting=before.waiting,
        )

    async def renewed(self, gathered: Gathered, since: Head) -> Gathered | None:
        """Return what was gathered for rules as of a head, as it is by now.

        Facts that were closed since are gone, and all that were opened since are there.

        Returns:
            None if it must be gathered anew: there are many of them, or more than a statement
            is looked up.
        """
        case = gathered.case
        intake = case.episode.intake
        if intake.content is None or intake.relation is not None or intake.replaces:
            return None
        facts = [row for row in (await self.records.news(since)).rows if isinstance(row, Fact)]
        return None if len(facts) > RENEWED_MAX else self.beside(gathered, facts)

    def beside(self, gathered: Gathered, changed: Sequence[Fact]) -> Gathered:
        """Return what was gathered, with facts that were opened since and without closed ones."""
        case = gathered.case
        ids = {fact.id for fact in changed}
        kept = [near for near in case.shown if near.fact.id not in ids]
        fresh = [Neighbour(fact=fact, score=0.0) for fact in changed if fact.is_open]
        shown = merged([kept, fresh])
        return replace(gathered, case=replace(case, shown=shown, entity_names=self._names(shown)))

    async def told(self, gathered: Gathered) -> Gathered:
        """Return what was gathered, all facts with the relations that they state."""
        case = gathered.case
        [shown] = await self._told(case.episode.space, [case.shown])
        return replace(gathered, case=replace(case, shown=shown))

    async def nearest(self, space: str, texts: Sequence[str]) -> list[tuple[Neighbour, ...]]:
        """Return, for each text, the s nearest open facts and those that share most words."""
        limit = self.policy.neighbours
        found = [
            _nearest_first(alike, sharing)[: limit + SHARING]
            for alike, sharing in await self._searched(space, texts, limit)
        ]
        return await self._told(space, found)

    async def likeness(self, space: str, texts: Sequence[str]) -> list[Scores]:
        """Return, for each text, the row ids of the s nearest open facts and how near they are."""
        vectors = await self._vectors(texts)
        if not vectors:
            return [{} for _ in texts]
        where = Filter(spaces=(space,), known_at=self.known_at)
        limit = self.policy.neighbours
        found = await self.records.nearest_ids([Fact], vectors, where, limit=limit)
        if self.known_at is None:
            return found
        facts = await facts_by_id(self.records, space, (row for scores in found for row in scores))
        left = await self._believed(space, facts.values())
        return [{row: near for row, near in scores.items() if row in left} for scores in found]

    def within(self, space: str) -> "Neighbourhoods":
        """Return what finds the neighbours of texts in a space."""
        return Neighbourhoods(gather=self, space=space)

    async def _around(self, space: str, texts: Sequence[str]) -> list[tuple[Neighbour, ...]]:
        """Return all facts that either search found for each text."""
        found = await self._searched(space, texts, self.policy.around)
        return [_nearest_first(alike, sharing) for alike, sharing in found]

    async def _fused(self, space: str, texts: Sequence[str]) -> list[tuple[Neighbour, ...]]:
        """Return the s facts that are best by both searches together, for each text."""
        limit = self.policy.neighbours
        found = await self._searched(space, texts, limit)
        return [_fused(alike, sharing)[:limit] for alike, sharing in found]

    async def _searched(
        self, space: str, texts: Sequence[str], limit: int
    ) -> list[tuple[list[Hit[Fact]], list[Hit[Fact]]]]:
        """Return what is found by meaning, and what by words, for each text."""
        if not texts:
            return []
        vectors = await self._vectors(texts)
        sought = [text[: self.policy.searched_chars] for text in texts]
        where = Filter(spaces=(space,), known_at=self.known_at)
        alike, sharing = await self.records.around(Fact, sought, vectors, where, limit=limit)
        found = list(zip(alike or [[] for _ in texts], sharing, strict=True))
        if self.known_at is None:
            return found
        left = await self._believed(space, (hit.row for hits in (*alike, *sharing) for hit in hits))
        return [(_left(by_meaning, left), _left(by_words, left)) for by_meaning, by_words in found]

    async def _vectors(self, texts: Sequence[str]) -> Sequence[Vector]:
        """Return the vectors of texts; none if the model fails."""
        try:
            return await self.embedder.embed(texts)
        except ModelError:
            # Words alone still find what repeats or corrects a fact.
            return ()

    async def _told(
        self, space: str, found: Sequence[tuple[Neighbour, ...]]
    ) -> list[tuple[Neighbour, ...]]:
        """Return facts with the relations that they state."""
        facts = {near.fact.id: near.fact for nears in found for near in nears}
        relations = await relations_of(self.records, space, facts.values(), known_at=self.known_at)
        return [
            tuple(replace(near, relations=relations.get(near.fact.id, ())) for near in nears)
            for nears in found
        ]

    async def _sharing_ends(
        self, episode: Episode, stated: StatedRelation
    ) -> tuple[Neighbour, ...]:
        """Return facts that name an end of the relation that was stated, newest first.

        However it is spelled there, and by whatever else it is known as.
        """
        where = Filter(spaces=(episode.space,), known_at=self.known_at)
        names = await spellings_of(self.records, (stated.subject, stated.object), where)
        naming = replace(where, entities=names)
        facts = await self.records.find(Fact, naming, order="newest", limit=self.policy.neighbours)
        left = await self._believed(episode.space, facts)
        return await self._unscored(episode.space, list(left.values()))

    async def _replaced(self, episode: Episode) -> tuple[tuple[Neighbour, ...], tuple[str, ...]]:
        """Return the facts to replace as they stand now, and a sentence on each that is gone."""
        targets = episode.intake.replaces
        lineages = await lineages_of(
            self.records, episode.space, (target.lineage for target in targets)
        )
        known = [
            fact
            for fact in lineages.facts
            if self.known_at is None or fact.recorded_at <= self.known_at
        ]
        believed = await self._believed(episode.space, known)
        then = replace(lineages, facts=list(believed.values()))
        current = {target: then.current(target) for target in targets}
        standing = [fact for fact in current.values() if fact is not None]
        missed = tuple(
            f"{spelled(target)} was not replaced, because it was changed or closed meanwhile"
            for target, fact in current.items()
            if fact is None
        )
        return await self._unscored(episode.space, standing), missed

    async def _unscored(self, space: str, facts: Sequence[Fact]) -> tuple[Neighbour, ...]:
        relations = await relations_of(self.records, space, facts, known_at=self.known_at)
        return tuple(
            Neighbour(fact=fact, score=0.0, relations=relations.get(fact.id, ())) for fact in facts
        )

    async def _believed(self, space: str, facts: Iterable[Fact]) -> dict[str, Fact]:
        """Return facts by row id as they were believed then, without what was forgotten since."""
        found = {fact.id: fact for fact in facts}
        if self.known_at is None:
            return found
        gone = await forgotten_since(self.records, found.values(), space)
        return {
            row: believed_at(each, self.known_at) for row, each in found.items() if row not in gone
        }

    async def _before(self, episode: Episode, *, reads_conversation: bool) -> _Before:
        """Return the last messages of the session before the episode, and its summary."""
        if not reads_conversation:
            return _Before()
        earlier, is_all = await self._earlier(episode)
        waiting = tuple(each for each in earlier if each.is_pending) if is_all else None
        if not earlier:
            return _Before(waiting=waiting)
        said = await said_in(self.records, episode.space, earlier)
        return _Before(
            recent=tuple(message for _, message in said[-self.policy.recent :]),
            summary=await self._summary(episode),
            waiting=waiting,
        )

    async def _earlier(self, episode: Episode) -> tuple[list[Episode], bool]:
        """Return the last episodes of the session before this one, in order; and if that is all."""
        where = Filter(
            spaces=(episode.space,),
            sessions=(episode.session,),
            said_until=episode.said_at,
            known_at=self.known_at,
        )
        limit = self.policy.recent + 1
        episodes = await self.records.find(Episode, where, order="newest", limit=limit)
        earlier = [each for each in reversed(episodes) if each.id != episode.id]
        return earlier, len(episodes) < limit

    async def _summary(self, episode: Episode) -> str:
        """Return the rolling summary of the session, or ""; only today's is kept."""
        if self.known_at is not None:
            return ""
        summary = await summary_of(self.records, episode.space, episode.session)
        return "" if summary is None else summary.text

    def _names(self, nears: Sequence[Neighbour]) -> tuple[str, ...]:
        names = {name_key(name): name for near in nears for name in near.fact.entities}
        return tuple(names.values())[: self.policy.names_max]


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbourhoods:
    """Finds the neighbours of texts among the facts of one space."""

    gather: Gather
    space: str

    async def near(self, texts: Sequence[str]) -> list[tuple[Neighbour, ...]]:
        """Return, for each text, the s nearest open facts and those that share most words."""
        return await self.gather.nearest(self.space, texts)

    async def likeness(self, texts: Sequence[str]) -> list[Scores]:
        """Return, for each text, the row ids of the s nearest open facts and how near they are."""
        return await self.gather.likeness(self.space, texts)


def _left(hits: Sequence[Hit[Fact]], left: Mapping[str, Fact]) -> list[Hit[Fact]]:
    return [replace(hit, row=left[hit.row.id]) for hit in hits if hit.row.id in left]


def _nearest_first(
    by_meaning: Sequence[Hit[Fact]], by_words: Sequence[Hit[Fact]]
) -> tuple[Neighbour, ...]:
    """Order facts by meaning; the few that share most words come right after the very nearest.

    An embedding model reads some languages, codes and numbers badly, and words do not.
    """
    nearest, others = by_meaning[:NEAREST], by_meaning[NEAREST:]
    return _neighbours([*nearest, *by_words[:SHARING], *others, *by_words[SHARING:]], by_meaning)


def _fused(by_meaning: Sequence[Hit[Fact]], by_words: Sequence[Hit[Fact]]) -> tuple[Neighbour, ...]:
    """Order facts by both searches, each counting up to one."""
    hits = {hit.row.id: hit for hit in [*by_meaning, *by_words]}
    likeness = {hit.row.id: min(1.0, max(0.0, hit.score)) for hit in by_meaning}
    best = max((hit.score for hit in by_words), default=0.0) or 1.0
    shared = {hit.row.id: hit.score / best for hit in by_words}
    order = sorted(hits, key=lambda row: (-likeness.get(row, 0.0) - shared.get(row, 0.0), row))
    return _neighbours([hits[row] for row in order], by_meaning)


def _neighbours(
    hits: Sequence[Hit[Fact]], by_meaning: Sequence[Hit[Fact]]
) -> tuple[Neighbour, ...]:
    """Return facts in an order, each once; the score is the likeness alone."""
    likeness = {hit.row.id: min(1.0, max(0.0, hit.score)) for hit in by_meaning}
    facts = {hit.row.id: hit.row for hit in hits}
    return tuple(Neighbour(fact=fact, score=likeness.get(row, 0.0)) for row, fact in facts.items())

"""Gathering what a decision should know: what is near, what was said before, which names are used.

Only open rows are read, so nothing that was forgotten comes back through a decision; nor does it
through one that is made again on what was believed then.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Final

from mcp_mem0.domain.decisions.neighbours import merge_neighbours
from mcp_mem0.domain.errors import ModelError
from mcp_mem0.domain.model.changes import Neighbour
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Episode, Fact, Head, Message, StatedRelation
from mcp_mem0.domain.model.vectors import Vector
from mcp_mem0.domain.retrieval.recall_items import restore_belief
from mcp_mem0.domain.text.normalise import normalise_name
from mcp_mem0.ports import DecisionInput, Embedder, Hit, Records, Scores
from mcp_mem0.services.concurrency.gather_two import gather_two
from mcp_mem0.services.deciding.summary import find_summary
from mcp_mem0.services.queries.forgotten import find_hidden_facts, list_messages
from mcp_mem0.services.queries.lookups import load_facts, load_lineages, load_relations
from mcp_mem0.services.queries.mentions import find_spellings

REFRESHED_MAX: Final = 100
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
    facts_per_message: int = 20
    nearest: int = 16
    recent: int = 10
    searched_max: int = 100
    searched_chars: int = 2_000
    names_max: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class GatheredInput:
    """A case to decide, and what the caller or history should know about it.

    `waiting` are the pending episodes of the session before this one, or None if nobody looked at
    all of it.
    """

    case: DecisionInput
    missed: tuple[str, ...]
    notes: tuple[str, ...]
    waiting: tuple[Episode, ...] | None = None

    def mark_forgotten(self, forgotten: Collection[int]) -> "GatheredInput":
        """Return the same, told the positions of messages that were forgotten since."""
        if not forgotten:
            return self
        return replace(self, case=replace(self.case, forgotten=frozenset(forgotten)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _SessionHistory:
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

    async def gather_input(
        self,
        episode: Episode,
        *,
        reads_conversation: bool,
        also: Sequence[str] = (),
        forgotten: Collection[int] = (),
    ) -> GatheredInput:
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
        texts = [message.attributed_content for message in read[-self.policy.searched_max :]]
        search = self._search_union if reads_conversation else self._search_best
        found, before = await gather_two(
            partial(search, episode.space, [*texts, *also]),
            partial(self._read_session_history, episode, reads_conversation=reads_conversation),
        )
        if intake.relation is not None:
            # Nothing but a relation is compared with relations.
            found = await self._attach_relations(episode.space, found)
            found = [*found, await self._find_sharing_ends(episode, intake.relation)]
        shown = merge_neighbours(found)
        replaced, missed = await self._find_replaced(episode)
        skipped = len(read) - len(texts)
        return GatheredInput(
            case=DecisionInput(
                episode=episode,
                recent=before.recent,
                summary=before.summary,
                shown=shown,
                nearest_count=len(
                    merge_neighbours([nears[: self.policy.nearest] for nears in found])
                ),
                replaced=replaced,
                entity_names=self._collect_names((*shown, *replaced)),
                reference_time=episode.said_at,
                forgotten=frozenset(forgotten),
            ),
            missed=missed,
            notes=(f"facts near the first {skipped:,} messages were not looked up",)
            if skipped
            else (),
            waiting=before.waiting,
        )

    async def refresh_input(self, gathered: GatheredInput, since: Head) -> GatheredInput | None:
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
        facts = [
            row for row in (await self.records.changes_since(since)).rows if isinstance(row, Fact)
        ]
        return None if len(facts) > REFRESHED_MAX else self.merge_facts(gathered, facts)

    def merge_facts(self, gathered: GatheredInput, changed: Sequence[Fact]) -> GatheredInput:
        """Return what was gathered, with facts that were opened since and without closed ones."""
        case = gathered.case
        ids = {fact.id for fact in changed}
        kept = [near for near in case.shown if near.fact.id not in ids]
        fresh = [Neighbour(fact=fact, score=0.0) for fact in changed if fact.is_open]
        shown = merge_neighbours([kept, fresh])
        return replace(
            gathered, case=replace(case, shown=shown, entity_names=self._collect_names(shown))
        )

    async def attach_relations(self, gathered: GatheredInput) -> GatheredInput:
        """Return what was gathered, all facts with the relations that they state."""
        case = gathered.case
        [shown] = await self._attach_relations(case.episode.space, [case.shown])
        return replace(gathered, case=replace(case, shown=shown))

    async def find_neighbours(
        self, space: str, texts: Sequence[str]
    ) -> list[tuple[Neighbour, ...]]:
        """Return, for each text, the s nearest open facts and those that share most words."""
        limit = self.policy.neighbours
        found = [
            _sort_nearest_first(alike, sharing)[: limit + SHARING]
            for alike, sharing in await self._search(space, texts, limit)
        ]
        return await self._attach_relations(space, found)

    async def score_neighbours(self, space: str, texts: Sequence[str]) -> list[Scores]:
        """Return, for each text, the row ids of the s nearest open facts and how near they are."""
        vectors = await self._embed_texts(texts)
        if not vectors:
            return [{} for _ in texts]
        where = Filter(spaces=(space,), known_at=self.known_at)
        limit = self.policy.neighbours
        found = await self.records.search_vector_ids([Fact], vectors, where, limit=limit)
        if self.known_at is None:
            return found
        facts = await load_facts(self.records, space, (row for scores in found for row in scores))
        left = await self._restore_beliefs(space, facts.values())
        return [{row: near for row, near in scores.items() if row in left} for scores in found]

    def bind_space(self, space: str) -> "NeighbourFinder":
        """Return what finds the neighbours of texts in a space."""
        return NeighbourFinder(gather=self, space=space)

    async def _search_union(self, space: str, texts: Sequence[str]) -> list[tuple[Neighbour, ...]]:
        """Return all facts that either search found for each text."""
        found = await self._search(space, texts, self.policy.facts_per_message)
        return [_sort_nearest_first(alike, sharing) for alike, sharing in found]

    async def _search_best(self, space: str, texts: Sequence[str]) -> list[tuple[Neighbour, ...]]:
        """Return the s facts that are best by both searches together, for each text."""
        limit = self.policy.neighbours
        found = await self._search(space, texts, limit)
        return [_fuse_hits(alike, sharing)[:limit] for alike, sharing in found]

    async def _search(
        self, space: str, texts: Sequence[str], limit: int
    ) -> list[tuple[list[Hit[Fact]], list[Hit[Fact]]]]:
        """Return what is found by meaning, and what by words, for each text."""
        if not texts:
            return []
        vectors = await self._embed_texts(texts)
        sought = [text[: self.policy.searched_chars] for text in texts]
        where = Filter(spaces=(space,), known_at=self.known_at)
        alike, sharing = await self.records.hybrid_search(Fact, sought, vectors, where, limit=limit)
        found = list(zip(alike or [[] for _ in texts], sharing, strict=True))
        if self.known_at is None:
            return found
        left = await self._restore_beliefs(
            space, (hit.row for hits in (*alike, *sharing) for hit in hits)
        )
        return [
            (_select_left(by_meaning, left), _select_left(by_words, left))
            for by_meaning, by_words in found
        ]

    async def _embed_texts(self, texts: Sequence[str]) -> Sequence[Vector]:
        """Return the vectors of texts; none if the model fails."""
        try:
            return await self.embedder.embed(texts)
        except ModelError:
            # Words alone still find what repeats or corrects a fact.
            return ()

    async def _attach_relations(
        self, space: str, found: Sequence[tuple[Neighbour, ...]]
    ) -> list[tuple[Neighbour, ...]]:
        """Return facts with the relations that they state."""
        facts = {near.fact.id: near.fact for nears in found for near in nears}
        relations = await load_relations(
            self.records, space, facts.values(), known_at=self.known_at
        )
        return [
            tuple(replace(near, relations=relations.get(near.fact.id, ())) for near in nears)
            for nears in found
        ]

    async def _find_sharing_ends(
        self, episode: Episode, stated: StatedRelation
    ) -> tuple[Neighbour, ...]:
        """Return facts that name an end of the relation that was stated, newest first.

        However it is spelled there, and by whatever else it is known as.
        """
        where = Filter(spaces=(episode.space,), known_at=self.known_at)
        names = await find_spellings(self.records, (stated.subject, stated.object), where)
        naming = replace(where, entities=names)
        facts = await self.records.find(Fact, naming, order="newest", limit=self.policy.neighbours)
        left = await self._restore_beliefs(episode.space, facts)
        return await self._build_unscored(episode.space, list(left.values()))

    async def _find_replaced(
        self, episode: Episode
    ) -> tuple[tuple[Neighbour, ...], tuple[str, ...]]:
        """Return the facts to replace as they stand now, and a sentence on each that is gone."""
        targets = episode.intake.replaces
        lineages = await load_lineages(
            self.records, episode.space, (target.lineage for target in targets)
        )
        known = [
            fact
            for fact in lineages.facts
            if self.known_at is None or fact.recorded_at <= self.known_at
        ]
        believed = await self._restore_beliefs(episode.space, known)
        then = replace(lineages, facts=list(believed.values()))
        current = {target: then.find_current(target) for target in targets}
        standing = [fact for fact in current.values() if fact is not None]
        missed = tuple(
            f"{target} was not replaced, because it was changed or closed meanwhile"
            for target, fact in current.items()
            if fact is None
        )
        return await self._build_unscored(episode.space, standing), missed

    async def _build_unscored(self, space: str, facts: Sequence[Fact]) -> tuple[Neighbour, ...]:
        relations = await load_relations(self.records, space, facts, known_at=self.known_at)
        return tuple(
            Neighbour(fact=fact, score=0.0, relations=relations.get(fact.id, ())) for fact in facts
        )

    async def _restore_beliefs(self, space: str, facts: Iterable[Fact]) -> dict[str, Fact]:
        """Return facts by row id as they were believed then, without what was forgotten since."""
        found = {fact.id: fact for fact in facts}
        if self.known_at is None:
            return found
        gone = await find_hidden_facts(self.records, found.values(), space)
        return {
            row: restore_belief(each, self.known_at)
            for row, each in found.items()
            if row not in gone
        }

    async def _read_session_history(
        self, episode: Episode, *, reads_conversation: bool
    ) -> _SessionHistory:
        """Return the last messages of the session before the episode, and its summary."""
        if not reads_conversation:
            return _SessionHistory()
        earlier, is_all = await self._find_earlier_episodes(episode)
        waiting = tuple(each for each in earlier if each.is_pending) if is_all else None
        if not earlier:
            return _SessionHistory(waiting=waiting)
        said = await list_messages(self.records, episode.space, earlier)
        return _SessionHistory(
            recent=tuple(message for _, message in said[-self.policy.recent :]),
            summary=await self._read_summary(episode),
            waiting=waiting,
        )

    async def _find_earlier_episodes(self, episode: Episode) -> tuple[list[Episode], bool]:
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

    async def _read_summary(self, episode: Episode) -> str:
        """Return the rolling summary of the session, or ""; only today's is kept."""
        if self.known_at is not None:
            return ""
        summary = await find_summary(self.records, episode.space, episode.session)
        return "" if summary is None else summary.text

    def _collect_names(self, nears: Sequence[Neighbour]) -> tuple[str, ...]:
        names = {normalise_name(name): name for near in nears for name in near.fact.entities}
        return tuple(names.values())[: self.policy.names_max]


@dataclass(frozen=True, slots=True, kw_only=True)
class NeighbourFinder:
    """Finds the neighbours of texts among the facts of one space."""

    gather: Gather
    space: str

    async def find_neighbours(self, texts: Sequence[str]) -> list[tuple[Neighbour, ...]]:
        """Return, for each text, the s nearest open facts and those that share most words."""
        return await self.gather.find_neighbours(self.space, texts)

    async def score_neighbours(self, texts: Sequence[str]) -> list[Scores]:
        """Return, for each text, the row ids of the s nearest open facts and how near they are."""
        return await self.gather.score_neighbours(self.space, texts)


def _select_left(hits: Sequence[Hit[Fact]], left: Mapping[str, Fact]) -> list[Hit[Fact]]:
    return [replace(hit, row=left[hit.row.id]) for hit in hits if hit.row.id in left]


def _sort_nearest_first(
    by_meaning: Sequence[Hit[Fact]], by_words: Sequence[Hit[Fact]]
) -> tuple[Neighbour, ...]:
    """Order facts by meaning; the few that share most words come right after the very nearest.

    An embedding model reads some languages, codes and numbers badly, and words do not.
    """
    nearest, others = by_meaning[:NEAREST], by_meaning[NEAREST:]
    return _build_neighbours(
        [*nearest, *by_words[:SHARING], *others, *by_words[SHARING:]], by_meaning
    )


def _fuse_hits(
    by_meaning: Sequence[Hit[Fact]], by_words: Sequence[Hit[Fact]]
) -> tuple[Neighbour, ...]:
    """Order facts by both searches, each counting up to one."""
    hits = {hit.row.id: hit for hit in [*by_meaning, *by_words]}
    likeness = {hit.row.id: min(1.0, max(0.0, hit.score)) for hit in by_meaning}
    best = max((hit.score for hit in by_words), default=0.0) or 1.0
    shared = {hit.row.id: hit.score / best for hit in by_words}
    order = sorted(hits, key=lambda row: (-likeness.get(row, 0.0) - shared.get(row, 0.0), row))
    return _build_neighbours([hits[row] for row in order], by_meaning)


def _build_neighbours(
    hits: Sequence[Hit[Fact]], by_meaning: Sequence[Hit[Fact]]
) -> tuple[Neighbour, ...]:
    """Return facts in an order, each once; the score is the likeness alone."""
    likeness = {hit.row.id: min(1.0, max(0.0, hit.score)) for hit in by_meaning}
    facts = {hit.row.id: hit.row for hit in hits}
    return tuple(Neighbour(fact=fact, score=likeness.get(row, 0.0)) for row, fact in facts.items())

"""Gathering what a decision should know: what is near, what was said before, which names are used.

Only open rows are read, so nothing that was forgotten comes back through a decision.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from mcp_mem0.domain.changes import Neighbour
from mcp_mem0.domain.errors import ModelError
from mcp_mem0.domain.filters import Filter
from mcp_mem0.domain.memories import believed_at
from mcp_mem0.domain.merging import merged
from mcp_mem0.domain.rows import Episode, Fact, Message, Readable
from mcp_mem0.domain.targets import spelled
from mcp_mem0.domain.text import name_key, words
from mcp_mem0.ports import Case, Embedder, Hit, Records
from mcp_mem0.services.reading import lineages_of, relations_of
from mcp_mem0.services.summary import said_in, summary_of
from mcp_mem0.services.together import both


@dataclass(frozen=True, slots=True, kw_only=True)
class GatherPolicy:
    """How much is gathered.

    Attributes:
        neighbours: Facts near each new message, by each of the two searches; s in the paper.
        recent: Messages of the session before the new ones; m in the paper.
        searched_max: New messages that are searched around, the last ones.
        searched_chars: How much of a text full-text search gets; meaning is searched by all of it.
        names_max: Names in use nearby.
    """

    neighbours: int = 10
    recent: int = 10
    searched_max: int = 100
    searched_chars: int = 2_000
    names_max: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """A case to decide, and what the caller or history should know about it."""

    case: Case
    missed: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gather:
    """Reads the memory around an episode.

    Args:
        records: The store.
        embedder: What made the vectors in it.
        policy: How much is read.
        known_at: What was believed then is read, instead of what is believed now.
    """

    records: Records
    embedder: Embedder
    policy: GatherPolicy = GatherPolicy()
    known_at: datetime | None = None

    async def around(
        self, episode: Episode, *, reads_conversation: bool, also: Sequence[str] = ()
    ) -> Gathered:
        """Return the case of an episode.

        Args:
            episode: What came in.
            reads_conversation: Whether messages are decided on; else only what was stated is.
            also: More texts to search around, such as facts that were drawn from the messages.
        """
        intake = episode.intake
        messages = intake.all_messages
        read = messages if reads_conversation or not intake.messages else ()
        texts = [_spoken(message) for message in read[-self.policy.searched_max :]]
        # Facts drawn from a message say it in other words, so a model is shown what either
        # search found; then it rarely has to be asked again about one that it missed.
        found, (recent, summary) = await both(
            partial(self._found, episode.space, [*texts, *also], whole=reads_conversation),
            partial(self._before, episode, reads_conversation=reads_conversation),
        )
        if reads_conversation or intake.relation is not None:
            # Nothing but relations is compared with relations.
            found = await self._told(episode.space, found)
        shown = merged([*found, await self._sharing_ends(episode)])
        replaced, missed = await self._replaced(episode)
        skipped = len(read) - len(texts)
        return Gathered(
            case=Case(
                episode=episode,
                recent=recent,
                summary=summary,
                shown=shown,
                replaced=replaced,
                entity_names=self._names((*shown, *replaced)),
                reference_time=episode.said_at,
            ),
            missed=missed,
            notes=(f"facts near the first {skipped:,} messages were not looked up",)
            if skipped
            else (),
        )

    async def nearest(self, space: str, texts: Sequence[str]) -> list[tuple[Neighbour, ...]]:
        """Return, for each text, the open facts nearest to it, nearest first."""
        return await self._told(space, await self._found(space, texts, whole=False))

    async def _found(
        self, space: str, texts: Sequence[str], *, whole: bool
    ) -> list[tuple[Neighbour, ...]]:
        """Return the facts that both searches found for each text: the best, or all of them."""
        limit = None if whole else self.policy.neighbours
        by_meaning, by_words = await both(
            partial(self._by_meaning, space, texts), partial(self._by_words, space, texts)
        )
        return [
            tuple(_fused(alike, sharing)[:limit])
            for alike, sharing in zip(by_meaning, by_words, strict=True)
        ]

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

    async def _by_meaning(self, space: str, texts: Sequence[str]) -> list[list[Hit[Readable]]]:
        if not texts:
            return []
        try:
            vectors = await self.embedder.embed(texts)
        except ModelError:
            # Words alone still find what repeats or corrects a fact.
            return [[] for _ in texts]
        where = Filter(spaces=(space,), known_at=self.known_at)
        limit = self.policy.neighbours
        return await self.records.nearest_each([Fact], vectors, where, limit=limit)

    async def _by_words(self, space: str, texts: Sequence[str]) -> list[list[Hit[Readable]]]:
        where = Filter(spaces=(space,), known_at=self.known_at)
        found: list[list[Hit[Readable]]] = []
        for text in texts:
            sought = text[: self.policy.searched_chars]
            limit = self.policy.neighbours
            found.append(
                await self.records.matching([Fact], sought, where, limit=limit)
                if words(text)
                else []
            )
        return found

    async def _sharing_ends(self, episode: Episode) -> tuple[Neighbour, ...]:
        """Return facts that name an end of the relation that was stated, newest first."""
        stated = episode.intake.relation
        if stated is None:
            return ()
        where = Filter(
            spaces=(episode.space,),
            entities=(stated.subject, stated.object),
            known_at=self.known_at,
        )
        facts = await self.records.find(Fact, where, order="newest", limit=self.policy.neighbours)
        return await self._unscored(episode.space, facts)

    async def _replaced(self, episode: Episode) -> tuple[tuple[Neighbour, ...], tuple[str, ...]]:
        """Return the facts to replace as they stand now, and a sentence on each that is gone."""
        targets = episode.intake.replaces
        lineages = await lineages_of(
            self.records, episode.space, (target.lineage for target in targets)
        )
        then = replace(
            lineages,
            facts=[
                believed_at(fact, self.known_at)
                for fact in lineages.facts
                if self.known_at is None or fact.recorded_at <= self.known_at
            ],
        )
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

    async def _before(
        self, episode: Episode, *, reads_conversation: bool
    ) -> tuple[tuple[Message, ...], str]:
        """Return the last messages of the session before the episode, and its summary."""
        if not reads_conversation:
            return (), ""
        return await self._recent(episode), await self._summary(episode)

    async def _recent(self, episode: Episode) -> tuple[Message, ...]:
        """Return the last messages of the session before the episode, oldest first."""
        limit = self.policy.recent
        where = Filter(
            spaces=(episode.space,),
            sessions=(episode.session,),
            said_until=episode.said_at,
            known_at=self.known_at,
        )
        episodes = await self.records.find(Episode, where, order="newest", limit=limit + 1)
        before = [earlier for earlier in reversed(episodes) if earlier.id != episode.id]
        said = await said_in(self.records, episode.space, before, known_at=self.known_at)
        return tuple(message for _, message in said[-limit:])

    async def _summary(self, episode: Episode) -> str:
        """Return the rolling summary of the session, or ""; only today's is kept."""
        if self.known_at is not None:
            return ""
        summary = await summary_of(self.records, episode.space, episode.session)
        return "" if summary is None else summary.text

    def _names(self, nears: Sequence[Neighbour]) -> tuple[str, ...]:
        names = {name_key(name): name for near in nears for name in near.fact.entities}
        return tuple(names.values())[: self.policy.names_max]


def _spoken(message: Message) -> str:
    """Return a message with its speaker, whom facts drawn from it name."""
    return f"{message.name}: {message.content}" if message.name else message.content


def _fused(
    by_meaning: Sequence[Hit[Readable]], by_words: Sequence[Hit[Readable]]
) -> list[Neighbour]:
    """Order facts by both searches, each counting up to one; the score is the likeness alone."""
    facts = {hit.row.id: hit.row for hit in [*by_meaning, *by_words]}
    likeness = {hit.row.id: min(1.0, max(0.0, hit.score)) for hit in by_meaning}
    best = max((hit.score for hit in by_words), default=0.0) or 1.0
    shared = {hit.row.id: hit.score / best for hit in by_words}
    order = sorted(facts, key=lambda row: (-likeness.get(row, 0.0) - shared.get(row, 0.0), row))
    return [
        Neighbour(fact=fact, score=likeness.get(row, 0.0))
        for row in order
        if isinstance(fact := facts[row], Fact)
    ]

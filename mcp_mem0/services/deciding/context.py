"""Gathering the context of a decision: similar facts, earlier messages, names in use.

Only open rows are read, so a decision brings back nothing that was forgotten; nor does a replayed
decision, which reads what was believed then.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Final

from mcp_mem0.domain.decisions.neighbours import merge_by_score, merge_neighbours
from mcp_mem0.domain.model.changes import Neighbour
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Episode, Fact, Head, Message
from mcp_mem0.domain.text.normalise import normalise_name
from mcp_mem0.gather_two import gather_two
from mcp_mem0.ports import DecisionInput, Records
from mcp_mem0.services.deciding.neighbour_search import NeighbourSearch
from mcp_mem0.services.deciding.search_texts import build_search_texts, is_short
from mcp_mem0.services.deciding.summary import find_summary
from mcp_mem0.services.queries.forgotten import list_messages
from mcp_mem0.services.queries.held_words import mask_episode
from mcp_mem0.services.queries.lookups import load_lineages

RELATED_MAX: Final = 60
"""How many facts a model is shown with the relations that they state."""

REFRESHED_MAX: Final = 100
"""With more facts opened or closed since, a context is gathered again instead of refreshed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GatherPolicy:
    """How much is gathered.

    Attributes:
        nearest: How many facts around each message count as near: if a new one is among them, a
            decision that was outrun is made again.
        recent: Messages of the session before the new ones; m in the paper.
        searched_max: Most new messages for which facts are searched, the last ones.
        names_max: Most names in use that are shown.
    """

    nearest: int = 16
    recent: int = 10
    searched_max: int = 100
    names_max: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class GatheredInput:
    """A case to decide, and notes for the caller and history.

    `waiting` are the pending episodes of the session before this one, or None if not all of the
    session was read.
    """

    case: DecisionInput
    missed: tuple[str, ...]
    notes: tuple[str, ...]
    waiting: tuple[Episode, ...] | None = None

    @classmethod
    def from_episode(cls, episode: Episode) -> "GatheredInput":
        """Return the case of an episode for which nothing was read."""
        case = DecisionInput(
            episode=episode,
            recent=(),
            summary="",
            shown=(),
            nearest_count=0,
            replaced=(),
            entity_names=(),
            reference_time=episode.said_at,
        )
        return cls(case=case, missed=(), notes=())

    def mark_forgotten(self, forgotten: Collection[int]) -> "GatheredInput":
        """Return the same with the positions of messages that were forgotten since."""
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
        search: Finds similar facts.
        policy: How much is read.
    """

    records: Records
    search: NeighbourSearch
    policy: GatherPolicy = GatherPolicy()

    def read_as_of(self, known_at: datetime) -> "Gather":
        """Return a gatherer that reads what was believed then, without what was forgotten since."""
        return replace(self, search=replace(self.search, known_at=known_at))

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
            reads_conversation: Whether the decider reads messages; if not, only what was stated.
            also: More texts to search for, such as facts drawn from the messages.
            forgotten: Positions of messages that were forgotten since it came; they are not
                searched for.
        """
        episode, gone = await mask_episode(self.records, episode)
        forgotten = gone.union(forgotten)
        read = _list_read_messages(
            episode, reads_conversation=reads_conversation, forgotten=forgotten
        )
        searched = read[-self.policy.searched_max :]
        if not reads_conversation:
            texts = [*_list_texts(read), *also]
            found = await self.search.search_best(episode.space, texts)
            before = _SessionHistory()
        elif searched and is_short(searched[0]):
            # It is searched together with what it answers.
            before = await self._read_session_history(episode)
            last = before.recent[-1] if before.recent and len(searched) == len(read) else None
            texts = [*build_search_texts(searched, last), *also]
            found = await self.search.search_union(episode.space, texts)
        else:
            texts = [*build_search_texts(searched, None), *also]
            found, before = await gather_two(
                partial(self.search.search_union, episode.space, texts),
                partial(self._read_session_history, episode),
            )
        if episode.intake.relation is not None:
            # Only a stated relation is compared with relations.
            found = await self.search.attach_relations(episode.space, found)
            found = [*found, await self.search.find_sharing_ends(episode, episode.intake.relation)]
        shown = (merge_by_score if reads_conversation else merge_neighbours)(found)
        if reads_conversation:
            # A prompt shows them, and has room for no more facts than these.
            [near] = await self.search.attach_relations(episode.space, [shown[:RELATED_MAX]])
            shown = (*near, *shown[RELATED_MAX:])
        nearest = merge_neighbours([nears[: self.policy.nearest] for nears in found])
        replaced, missed = await self._find_replaced(episode)
        return GatheredInput(
            case=DecisionInput(
                episode=episode,
                recent=before.recent,
                summary=before.summary,
                shown=shown,
                nearest_count=len(nearest),
                replaced=replaced,
                entity_names=self._collect_names((*shown, *replaced)),
                reference_time=episode.said_at,
                forgotten=frozenset(forgotten),
            ),
            missed=missed,
            notes=_describe_skipped(len(read) - len(searched)),
            waiting=before.waiting,
        )

    async def refresh_input(self, gathered: GatheredInput, since: Head) -> GatheredInput | None:
        """Return a context that was gathered for rules at a head, updated to the present.

        Facts that were closed since are removed, and all that were opened since are added.

        Returns:
            None if it must be gathered again: there are too many changes, or more than a statement
            is searched for.
        """
        case = gathered.case
        intake = case.episode.intake
        if not intake.states_text or intake.replaces:
            return None
        facts = [
            row for row in (await self.records.changes_since(since)).rows if isinstance(row, Fact)
        ]
        return None if len(facts) > REFRESHED_MAX else self.merge_facts(gathered, facts)

    def merge_facts(self, gathered: GatheredInput, changed: Sequence[Fact]) -> GatheredInput:
        """Return the context with facts that were opened since, and without closed ones."""
        case = gathered.case
        ids = {fact.id for fact in changed}
        kept = [near for near in case.shown if near.fact.id not in ids]
        fresh = [Neighbour(fact=fact, score=0.0) for fact in changed if fact.is_open]
        shown = merge_neighbours([kept, fresh])
        return replace(
            gathered, case=replace(case, shown=shown, entity_names=self._collect_names(shown))
        )

    async def attach_relations(self, gathered: GatheredInput) -> GatheredInput:
        """Return the context, all facts with the relations that they state."""
        case = gathered.case
        [shown] = await self.search.attach_relations(case.episode.space, [case.shown])
        return replace(gathered, case=replace(case, shown=shown))

    async def _find_replaced(
        self, episode: Episode
    ) -> tuple[tuple[Neighbour, ...], tuple[str, ...]]:
        """Return the facts to replace, as they are now, and a sentence on each that is gone."""
        targets = episode.intake.replaces
        lineages = await load_lineages(
            self.records, episode.space, (target.lineage for target in targets)
        )
        known = [
            fact
            for fact in lineages.facts
            if self.search.known_at is None or fact.recorded_at <= self.search.known_at
        ]
        believed = await self.search.restore_beliefs(episode.space, known)
        then = replace(lineages, facts=list(believed.values()))
        current = {target: then.find_current(target) for target in targets}
        open_facts = [fact for fact in current.values() if fact is not None]
        missed = tuple(
            f"{target} was not replaced, because it was changed or closed meanwhile"
            for target, fact in current.items()
            if fact is None
        )
        return await self.search.build_unscored(episode.space, open_facts), missed

    async def _read_session_history(self, episode: Episode) -> _SessionHistory:
        """Return the last messages of the session before the episode, and its summary."""
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
        """Return the session's last episodes before this one, in order, and if those are all."""
        where = Filter(
            spaces=(episode.space,),
            sessions=(episode.session,),
            said_until=episode.said_at,
            known_at=self.search.known_at,
        )
        limit = self.policy.recent + 1
        episodes = await self.records.find(Episode, where, order="newest", limit=limit)
        earlier = [each for each in reversed(episodes) if each.id != episode.id]
        return earlier, len(episodes) < limit

    async def _read_summary(self, episode: Episode) -> str:
        """Return the session's rolling summary; "" for the past: only the newest is kept."""
        if self.search.known_at is not None:
            return ""
        summary = await find_summary(self.records, episode.space, episode.session)
        return "" if summary is None else summary.text

    def _collect_names(self, nears: Sequence[Neighbour]) -> tuple[str, ...]:
        names = {normalise_name(name): name for near in nears for name in near.fact.entities}
        return tuple(names.values())[: self.policy.names_max]


def _list_texts(messages: Sequence[Message]) -> list[str]:
    return [message.attributed_content for message in messages]


def _list_read_messages(
    episode: Episode, *, reads_conversation: bool, forgotten: Collection[int]
) -> list[Message]:
    """Return the messages that the decider reads, without those that were forgotten."""
    intake = episode.intake
    if not intake.statements and not reads_conversation:
        return []
    return [
        message for position, message in enumerate(intake.all_messages) if position not in forgotten
    ]


def _describe_skipped(count: int) -> tuple[str, ...]:
    return (f"facts near the first {count:,} messages were not looked up",) if count else ()

"""Signs that a memory fails, as figures: too little kept, kept in pieces, closed, or kept twice."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mcp_mem0.domain.graph.fragmentation import Fragmentation, join_fragmentation
from mcp_mem0.domain.model.closings import Closing
from mcp_mem0.domain.proportion import Proportion
from mcp_mem0.domain.results.replay_report import ReplayComparison


@dataclass(frozen=True, slots=True, kw_only=True)
class NearDuplicates:
    """How many open facts are nearly the same as another one.

    Attributes:
        alike: Facts to which another one is nearly the same, of those that were compared.
        repeated: Facts that another one says in the same words, of the same.
        facts: All open facts; if there are more than were compared, those are a sample of them.
    """

    alike: Proportion
    repeated: Proportion
    facts: int

    @property
    def is_sampled(self) -> bool:
        """Whether not all facts were compared with all others."""
        return self.alike.total < self.facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatures:
    """What shows whether the memory of some spaces fails.

    Attributes:
        unkept_episodes: Decided episodes of which nothing was stated, repeated or closed.
        episodes_left_out: Older decisions are not counted, because there are too many.
        unkept_evidence: Messages that answer questions and support no fact; None if none is named.
        fragmentation: Into how many pieces the graph falls.
        closed: Closed facts, of all that were ever open, without those that were erased.
        closed_as: How many facts were closed in which way, most first.
        near_duplicates: Open facts that are nearly the same.
    """

    unkept_episodes: Proportion
    episodes_left_out: bool
    unkept_evidence: Proportion | None
    fragmentation: Fragmentation
    closed: Proportion
    closed_as: tuple[tuple[Closing, int], ...]
    near_duplicates: NearDuplicates


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """How far the decisions of a model are from those that it would make now.

    Attributes:
        changed: Decisions that came out otherwise, of those that were made again.
        failed: Decisions that could not be made again.
        tokens: What that took, in and out.
    """

    changed: Proportion
    failed: int
    tokens: int


def join_signatures(spaces: Sequence[Signatures]) -> Signatures:
    """Return the figures of several spaces together."""
    ways: dict[Closing, int] = {}
    for way, count in (pair for each in spaces for pair in each.closed_as):
        ways[way] = ways.get(way, 0) + count
    evidence = [each.unkept_evidence for each in spaces if each.unkept_evidence is not None]
    duplicates = [each.near_duplicates for each in spaces]
    return Signatures(
        unkept_episodes=_add(each.unkept_episodes for each in spaces),
        episodes_left_out=any(each.episodes_left_out for each in spaces),
        unkept_evidence=_add(evidence) if evidence else None,
        fragmentation=join_fragmentation([each.fragmentation for each in spaces]),
        closed=_add(each.closed for each in spaces),
        closed_as=sort_closings(ways),
        near_duplicates=NearDuplicates(
            alike=_add(each.alike for each in duplicates),
            repeated=_add(each.repeated for each in duplicates),
            facts=sum(each.facts for each in duplicates),
        ),
    )


def sort_closings(counts: dict[Closing, int]) -> tuple[tuple[Closing, int], ...]:
    """Return how many facts were closed in which way, most first."""
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def summarise_drift(comparisons: Sequence[ReplayComparison]) -> Drift:
    """Return how many decisions came out otherwise when they were made again."""
    made = [each for each in comparisons if each.failure is None]
    efforts = [each.would_be for each in comparisons]
    return Drift(
        changed=Proportion(count=sum(not each.is_same for each in made), total=len(made)),
        failed=len(comparisons) - len(made),
        tokens=sum(effort.tokens_in + effort.tokens_out for effort in efforts),
    )


def _add(proportions: Iterable[Proportion]) -> Proportion:
    return sum(proportions, Proportion())

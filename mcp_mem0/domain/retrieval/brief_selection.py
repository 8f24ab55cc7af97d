"""Selecting the facts of the brief, the answer of `recall` without a query.

- **Lasting** facts: those whose names occur in many facts, and those that were restated. Each
  name counts less with every fact chosen for it, so that one topic does not crowd out the rest.
  What the user says of themselves counts like a name.
- **Doubtful** facts: those that a newer one may outdate.
- **Recent** facts: the newest of the rest.

The brief stays the same while nothing changes: no clock is read, recent means changed last.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heapreplace

from mcp_mem0.domain.model.rows import Fact
from mcp_mem0.domain.retrieval.outdating import find_outdated_facts
from mcp_mem0.domain.text.normalise import find_first_word, normalise_name

NAMES_WEIGHED_MAX = 3
"""Most names that count towards how central a fact is."""

_SHARE_OF_REST = 4
_USER = frozenset({"user", "users", "user's", "i", "i'm", "my", "we", "our"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """The facts of a brief, each once; a doubtful one comes with the newer fact."""

    lasting: tuple[Fact, ...] = ()
    doubtful: tuple[tuple[Fact, Fact], ...] = ()
    recent: tuple[Fact, ...] = ()


def select_briefing(facts: Sequence[Fact], restated: Mapping[str, int], *, limit: int) -> Briefing:
    """Select the facts of a brief.

    Args:
        facts: The open facts to select from.
        restated: How often each was restated, by row id.
        limit: Most facts in the brief; a quarter each is for doubtful and recent ones.
    """
    part = max(1, limit // _SHARE_OF_REST)
    doubtful = find_doubts(facts)[:part]
    chosen = {older.id for older, _ in doubtful}
    rest = [fact for fact in facts if fact.id not in chosen]
    lasting = _select_lasting(rest, restated, count=max(1, limit - part - len(doubtful)))
    chosen |= {fact.id for fact in lasting}
    recent = [fact for fact in _sort_newest_first(rest) if fact.id not in chosen]
    return Briefing(
        lasting=lasting,
        doubtful=tuple(doubtful),
        recent=tuple(recent[: max(0, limit - len(lasting) - len(doubtful))]),
    )


def _select_lasting(
    facts: Sequence[Fact], restated: Mapping[str, int], *, count: int
) -> tuple[Fact, ...]:
    left = _sort_newest_first(facts)
    topics = [_extract_topics(fact) for fact in left]
    spread = Counter(topic for named in topics for topic in named)
    weights = {topic: math.log2(1 + facts_of) for topic, facts_of in spread.items()}
    chosen_counts: Counter[str] = Counter()

    def rank_place(place: int) -> tuple[float, int]:
        worth = restated.get(left[place].id, 0) + _compute_value(
            topics[place], weights, chosen_counts
        )
        return -worth, place

    # A heap pops the least first: that is the highest worth, and of equals the newest.
    queue = [rank_place(place) for place in range(len(left))]
    heapify(queue)
    chosen: list[Fact] = []
    while queue and len(chosen) < count:
        _, place = best = queue[0]
        # Worth never rises, so a candidate whose worth is unchanged is the best.
        if (now := rank_place(place)) == best:
            heappop(queue)
            chosen.append(left[place])
            chosen_counts.update(topics[place])
        else:
            heapreplace(queue, now)
    return tuple(chosen)


def _compute_value(
    topics: Iterable[str], weights: Mapping[str, float], chosen_counts: Mapping[str, int]
) -> float:
    values = sorted((weights[topic] / (1 + chosen_counts[topic]) for topic in topics), reverse=True)
    return sum(values[:NAMES_WEIGHED_MAX])


def _extract_topics(fact: Fact) -> frozenset[str]:
    of_user = {"user"} if find_first_word(fact.text) in _USER else set[str]()
    return frozenset(map(normalise_name, fact.entities)) | of_user


def find_doubts(facts: Sequence[Fact]) -> list[tuple[Fact, Fact]]:
    """Return each fact that a newer one may outdate with that one, the newest doubt first."""
    outdated = find_outdated_facts(facts)
    doubts = [(fact, outdated[fact.id]) for fact in facts if fact.id in outdated]
    return sorted(doubts, key=lambda doubt: (doubt[1].recorded_at, doubt[0].id), reverse=True)


def _sort_newest_first(facts: Iterable[Fact]) -> list[Fact]:
    return sorted(facts, key=lambda fact: (fact.recorded_at, fact.id), reverse=True)

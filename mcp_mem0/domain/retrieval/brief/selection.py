"""Selecting the facts of the brief, the answer of `recall` without a query.

The brief is about the user first: orders to assistants, who the user is, everybody's health and
diet with the user's own before that of others, what the user prefers, plans and works on. Then come

- **doubtful** facts: those that a newer one may outdate,
- **recent** facts: what ended lately, and the newest of the rest,
- what is **around** the user: facts whose names occur in many facts, and those that were restated.
  Each name counts less with every fact chosen for it, so that one topic does not crowd out the
  rest. What the user says of themselves counts like a name.

All are in one order, the most important first, and whoever tells them ends it where the room does.
The brief stays the same while nothing changes: no clock is read, recent means changed last. A fact
of which a part is redacted is left out, because what it was about is gone.
"""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heapreplace
from itertools import chain, islice, zip_longest
from typing import Final

from mcp_mem0.domain.model.rows import Fact
from mcp_mem0.domain.results.recall_result import Section
from mcp_mem0.domain.retrieval.brief.matters import (
    Matter,
    classify_matter,
    find_user_names,
)
from mcp_mem0.domain.retrieval.succession.outdating import find_outdated_facts
from mcp_mem0.domain.secrets import REDACTED
from mcp_mem0.domain.text.normalise import normalise_name

NAMES_WEIGHED_MAX = 3
"""Most names that count towards how central a fact is."""

USER_FIRST_MAX: Final = 12
"""How many facts about the user come before everything else."""

USER_RUN: Final = 3
"""How many of the further ones come before each doubtful or recent fact."""

CHANGES_MAX: Final = 6
"""Most doubtful facts, and most recent ones."""

_NOT_FIRST: Final = frozenset({Matter.OWN, Matter.OTHER})
"""What is told only with what changed, or with what is around the user."""

_SECTIONS: Final[Mapping[Matter, Section]] = {Matter.OWN: "user", Matter.OTHER: "around"}


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefFact:
    """A fact of the brief; a doubtful one comes with the newer fact."""

    fact: Fact
    section: Section
    outdated_by: Fact | None = None


def select_briefing(
    facts: Sequence[Fact],
    restated: Mapping[str, int],
    *,
    limit: int,
    ended: Sequence[Fact] = (),
    settled: Collection[frozenset[str]] = (),
) -> tuple[BriefFact, ...]:
    """Select the facts of a brief, each once, the most important first.

    Args:
        facts: The open facts to select from.
        restated: How often each was restated, by row id.
        limit: Most facts in the brief.
        ended: The facts that ended last, which are not among the open ones.
        settled: The row ids of each two of which somebody said that both hold.
    """
    told = [fact for fact in _sort_newest_first(facts) if REDACTED not in fact.text]
    user_names = find_user_names(told)
    matters = {fact.id: classify_matter(fact.text, user_names) for fact in told}
    doubtful = [
        BriefFact(fact=older, section="doubtful", outdated_by=newer)
        for older, newer in find_doubts(told, settled)
    ][:CHANGES_MAX]
    doubted = {chosen.fact.id for chosen in doubtful}
    sure = [fact for fact in told if fact.id not in doubted]
    own = _sort_own(sure, matters, restated)
    rest = [fact for fact in sure if matters[fact.id] in _NOT_FIRST]
    recent = [fact for fact in (*ended, *rest) if REDACTED not in fact.text][:CHANGES_MAX]
    new = {fact.id for fact in recent}
    around = _select_central(
        [fact for fact in rest if fact.id not in new], matters, restated, count=limit
    )
    pairs = zip_longest(doubtful, (BriefFact(fact=fact, section="recent") for fact in recent))
    changes = [change for pair in pairs for change in pair if change is not None]
    first = _interleave([BriefFact(fact=fact, section="user") for fact in own], changes)
    last = (BriefFact(fact=fact, section=_SECTIONS[matters[fact.id]]) for fact in around)
    return tuple(islice(chain(first, last), limit))


def _sort_own(
    facts: Iterable[Fact], matters: Mapping[str, Matter], restated: Mapping[str, int]
) -> list[Fact]:
    """Return the facts that an assistant should know first, those that were restated before others.

    Equals stay in their order, the newest first.
    """
    return sorted(
        (fact for fact in facts if matters[fact.id] not in _NOT_FIRST),
        key=lambda fact: (matters[fact.id], -restated.get(fact.id, 0)),
    )


def _interleave(own: Sequence[BriefFact], changes: Sequence[BriefFact]) -> Iterator[BriefFact]:
    """Return the first facts about the user, then a change after each few, then the others."""
    yield from own[:USER_FIRST_MAX]
    further = iter(own[USER_FIRST_MAX:])
    for change in changes:
        yield from islice(further, USER_RUN)
        yield change
    yield from further


def _select_central(
    facts: Sequence[Fact], matters: Mapping[str, Matter], restated: Mapping[str, int], *, count: int
) -> tuple[Fact, ...]:
    """Return the most central of some facts, which come newest first."""
    topics = [_extract_topics(fact, matters[fact.id]) for fact in facts]
    spread = Counter(topic for named in topics for topic in named)
    weights = {topic: math.log2(1 + facts_of) for topic, facts_of in spread.items()}
    chosen_counts: Counter[str] = Counter()

    def rank_place(place: int) -> tuple[float, int]:
        worth = restated.get(facts[place].id, 0) + _compute_value(
            topics[place], weights, chosen_counts
        )
        return -worth, place

    # A heap pops the least first: that is the highest worth, and of equals the newest.
    queue = [rank_place(place) for place in range(len(facts))]
    heapify(queue)
    chosen: list[Fact] = []
    while queue and len(chosen) < count:
        _, place = best = queue[0]
        # Worth never rises, so a candidate whose worth is unchanged is the best.
        if (now := rank_place(place)) == best:
            heappop(queue)
            chosen.append(facts[place])
            chosen_counts.update(topics[place])
        else:
            heapreplace(queue, now)
    return tuple(chosen)


def _compute_value(
    topics: Iterable[str], weights: Mapping[str, float], chosen_counts: Mapping[str, int]
) -> float:
    values = sorted((weights[topic] / (1 + chosen_counts[topic]) for topic in topics), reverse=True)
    return sum(values[:NAMES_WEIGHED_MAX])


def _extract_topics(fact: Fact, matter: Matter) -> frozenset[str]:
    of_user = {"user"} if matter == Matter.OWN else set[str]()
    return frozenset(map(normalise_name, fact.entities)) | of_user


def find_doubts(
    facts: Sequence[Fact], settled: Collection[frozenset[str]] = ()
) -> list[tuple[Fact, Fact]]:
    """Return each fact that a newer one may outdate with that one, the newest doubt first."""
    outdated = find_outdated_facts(facts, settled)
    doubts = [(fact, outdated[fact.id]) for fact in facts if fact.id in outdated]
    return sorted(doubts, key=lambda doubt: (doubt[1].recorded_at, doubt[0].id), reverse=True)


def _sort_newest_first(facts: Iterable[Fact]) -> list[Fact]:
    return sorted(facts, key=lambda fact: (fact.recorded_at, fact.id), reverse=True)

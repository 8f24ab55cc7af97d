"""Finds the facts that together answer a question of one or several hops.

A question is a set of terms: its words, and the names in it. A fact covers those that it says or
names. From each name the facts around it are read; where they leave a term open, the search goes on
through the names that they hold and the question does not ("the employer of Ana's brother": Ana,
brother, Marko, employer). Such a chain is worth what its facts cover together, and each of them
gets that as its score.

If the question names nothing that is known, the facts that fit it best start the chains.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from heapq import nlargest
from math import log
from typing import Final, NamedTuple

from mcp_mem0.adapters.igraph_view.space_graph import SpaceGraph
from mcp_mem0.adapters.igraph_view.vertex_graph import EntityVertex, FactVertex
from mcp_mem0.domain.graph.model import GraphQuestion, LinkedFact
from mcp_mem0.domain.retrieval.links.question_terms import (
    QuestionTerms,
    build_question_terms,
    list_numbers,
    split_terms,
)
from mcp_mem0.domain.text.entity_extraction import extract_entities
from mcp_mem0.domain.text.entity_matching import find_names
from mcp_mem0.domain.text.normalise import normalise_name

HOPS_MAX: Final = 3
"""Facts in the longest chain."""

BRIDGE_FACTS_MAX: Final = 40
"""The newest facts that are read around each name between."""

CHAINS_MAX: Final = 8
"""The best chains of each length, which are continued."""

LOOSE_CHAINS_MAX: Final = 24
"""How many facts are followed that hold a name of the question but say nothing that it asks.

The question may call their relation by a word that we do not know.
"""

HOP_SHARE: Final = 0.95
"""What a chain of one more fact is worth, if it covers the same."""

NAMED_SHARE: Final = 0.2
"""What a chain is worth that only names something of the question, and says nothing of it."""

DETOUR_SHARE: Final = 0.4
"""What a chain is worth that covers no more than a shorter one."""

WEAK_WEIGHT: Final = 0.2
"""The weight of a word that goes with everything."""

UNMATCHED_WEIGHT: Final = 0.5
"""The weight of a term that no fact covers: nothing may be known of it."""

SCORE_DIGITS: Final = 9


class _Chain(NamedTuple):
    """Facts that follow from each other, the names between them, and what they cover.

    A named tuple, because a question makes hundreds. What is covered is a set of the numbers of
    terms, a bit for each.
    """

    facts: tuple[FactVertex, ...]
    start: EntityVertex | None
    through: tuple[EntityVertex, ...]
    covered: int


@dataclass(frozen=True, slots=True)
class _QuestionReading:
    """The question: its terms, the entities that it names, and what was read so far.

    What a name means is a term, too: its number is that of its place after the words. A first name
    may be an entity of its own and stand for another.

    Attributes:
        terms: The words that count.
        seeds: What each name means.
        spellings: The words of each name.
        entities: All entities that it names.
        read: Which terms each fact covers that was read, a bit for each.
    """

    terms: QuestionTerms
    seeds: tuple[frozenset[EntityVertex], ...]
    spellings: tuple[tuple[str, ...], ...]
    entities: frozenset[EntityVertex]
    read: dict[FactVertex, int] = field(default_factory=dict[FactVertex, int])

    @property
    def word_count(self) -> int:
        return len(self.terms.terms)

    def read_covered(self, fact: FactVertex) -> int:
        """Return the terms that a fact covers, a bit for each."""
        covered = self.read.get(fact)
        if covered is None:
            words = fact.words
            covered, bit = self.terms.find_covered(words.told), 1 << self.word_count
            for seed, spelling in zip(self.seeds, self.spellings, strict=True):
                if not seed.isdisjoint(fact.entities) or words.hold(spelling):
                    covered |= bit
                bit <<= 1
            self.read[fact] = covered
        return covered

    def is_told(self, covered: int) -> bool:
        """Return whether facts that cover these terms say something that is asked.

        A question without words that count asks only for what its names have in common.
        """
        return not self.word_count or covered & ((1 << self.word_count) - 1) != 0


def find_linked_facts(
    graph: SpaceGraph, question: GraphQuestion, *, limit: int
) -> list[LinkedFact]:
    """Return the facts that answer a question alone or together, best first."""
    asked = _read_question(graph, question)
    firsts = [
        *(_start_chain(asked, fact, seed) for seed, fact in _list_seed_facts(graph, asked)),
        *_start_at_facts(graph, asked, question.starts),
    ]
    if not firsts:
        return []
    chains = [*(firsts if asked.seeds else ()), *_continue_chains(graph, asked, firsts)]
    return _score_facts(asked, chains)[:limit]


def _read_question(graph: SpaceGraph, question: GraphQuestion) -> _QuestionReading:
    keys = find_names(question.text, graph.known_keys)
    names = [*question.names, *keys, *extract_entities(question.text)]
    mentioned = dict.fromkeys(map(normalise_name, names))
    found = {key: frozenset(graph.find_namesakes(key)) for key in mentioned}
    known = {entities: key for key, entities in found.items() if entities}
    return _QuestionReading(
        build_question_terms(question.text, [*known.values(), *keys]),
        tuple(known),
        tuple(tuple(split_terms(key)) for key in known.values()),
        frozenset[EntityVertex]().union(*known),
    )


def _list_seed_facts(
    graph: SpaceGraph, asked: _QuestionReading
) -> Iterator[tuple[EntityVertex, FactVertex]]:
    for seed in sorted(asked.entities, key=lambda each: each.name):
        for fact in graph.list_newest_facts(seed):
            yield seed, fact


def _start_at_facts(
    graph: SpaceGraph, asked: _QuestionReading, starts: Sequence[str]
) -> Iterator[_Chain]:
    """Yield chains that start at facts which fit the question.

    If it names what is known, they must hold the name, though it need not have been recognised
    there.
    """
    facts = (graph.find_fact(row_id) for row_id in starts)
    chains = [_start_chain(asked, fact, None) for fact in facts if fact is not None]
    for chain in chains:
        if not asked.seeds and chain.covered:
            yield chain
        elif asked.entities.isdisjoint(chain.facts[0].entities):
            named = next(list_numbers(chain.covered >> asked.word_count), None)
            if named is not None:
                seed = min(asked.seeds[named], key=lambda each: each.name)
                yield chain._replace(start=seed)


def _start_chain(asked: _QuestionReading, fact: FactVertex, seed: EntityVertex | None) -> _Chain:
    return _Chain((fact,), seed, (), asked.read_covered(fact))


def _continue_chains(
    graph: SpaceGraph, asked: _QuestionReading, firsts: Sequence[_Chain]
) -> list[_Chain]:
    """Return the chains of two facts and more, each fact of which covers something new."""
    found: list[_Chain] = []
    frontier = [*firsts]
    for _ in range(HOPS_MAX - 1):
        telling = [chain for chain in frontier if asked.is_told(chain.covered)]
        loose = [
            chain for chain in frontier if _is_loose(chain) and not asked.is_told(chain.covered)
        ]
        best = [*nlargest(CHAINS_MAX, telling, key=_rank_chain)]
        best += nlargest(LOOSE_CHAINS_MAX, loose, key=_rank_chain)
        frontier = [longer for chain in best for longer in _continue_chain(graph, asked, chain)]
        found += frontier
    return found


def _is_loose(chain: _Chain) -> bool:
    """Whether a chain is one fact that states a relation of a name in the question."""
    return chain.start is not None and not chain.through and bool(chain.facts[0].content.relations)


def _rank_chain(chain: _Chain) -> tuple[int, int]:
    return chain.covered.bit_count(), chain.facts[-1].number


def _continue_chain(graph: SpaceGraph, asked: _QuestionReading, chain: _Chain) -> Iterator[_Chain]:
    """Yield the chains that are one fact longer and cover more; a relation leads on anyway."""
    is_loose = _is_loose(chain)
    for bridge in chain.facts[-1].entities:
        if bridge in asked.entities or bridge in chain.through:
            continue
        for fact in graph.list_newest_facts(bridge)[:BRIDGE_FACTS_MAX]:
            covered = asked.read_covered(fact)
            covers_more = covered & ~chain.covered != 0
            if fact in chain.facts or not (covers_more or is_loose):
                continue
            yield _Chain(
                (*chain.facts, fact),
                chain.start,
                (*chain.through, bridge),
                chain.covered | covered,
            )


def _score_facts(asked: _QuestionReading, chains: Sequence[_Chain]) -> list[LinkedFact]:
    """Return each fact with the best chain that it is in, best first."""
    shares = _measure_shares(asked, {chain.covered for chain in chains})
    best: dict[FactVertex, tuple[float, _Chain]] = {}
    reached = 0.0
    for length in range(1, HOPS_MAX + 1):
        scored = [(shares[chain.covered], chain) for chain in chains if len(chain.facts) == length]
        for share, chain in scored:
            # What fewer facts cover needs no more of them.
            is_needed = length == 1 or share > reached
            score = share * HOP_SHARE ** (length - 1) * (1.0 if is_needed else DETOUR_SHARE)
            if chain.covered.bit_count() == 1 and not asked.is_told(chain.covered):
                score *= NAMED_SHARE
            for fact in chain.facts:
                if fact not in best or best[fact][0] < score:
                    best[fact] = score, chain
        reached = max([reached, *(share for share, _ in scored)])
    linked = [_build_linked_fact(fact, chain, score) for fact, (score, chain) in best.items()]
    return sorted(linked, key=lambda each: (-each.score, each.fact.id))


def _measure_shares(asked: _QuestionReading, sets: Iterable[int]) -> dict[int, float]:
    """Return which share of the weight of all terms each of some sets of them has."""
    weights = _weigh_terms(asked)
    total = sum(weights)
    return {
        covered: sum(weights[number] for number in list_numbers(covered)) / total
        for covered in sets
    }


def _weigh_terms(asked: _QuestionReading) -> list[float]:
    """Return the weight of each term: the fewer facts cover it, the more it says."""
    count = len(asked.read)
    weights: list[float] = []
    # Most facts cover the same few terms.
    read = Counter(asked.read.values())
    for number in range(asked.word_count + len(asked.seeds)):
        covering = sum(facts for covered, facts in read.items() if covered >> number & 1)
        rare = 1 + log((count + 1) / (covering + 1)) / log(count + 2)
        is_weak = number < asked.word_count and asked.terms.terms[number].is_weak
        weights.append(WEAK_WEIGHT if is_weak else rare if covering else UNMATCHED_WEIGHT)
    return weights


def _build_linked_fact(fact: FactVertex, chain: _Chain, score: float) -> LinkedFact:
    place = chain.facts.index(fact)
    return LinkedFact(
        fact=fact.content.fact,
        score=round(score, SCORE_DIGITS),
        start=None if chain.start is None else chain.start.name,
        through=tuple(entity.name for entity in chain.through[:place]),
        fact_count=len(chain.facts),
    )

"""The graph of a space as a picture: its most connected entities, or what surrounds some names.

It is made of mentions alone. Names in different spellings are one entity, and so are those that
somebody said to be the same.
"""

import difflib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from mcp_mem0.domain.graph.mentions import Mention
from mcp_mem0.domain.text.entity_matching import is_alias, merge_aliases
from mcp_mem0.domain.text.normalise import normalise_name

NODES_MAX: Final = 500
"""Most entities in one picture."""

EDGES_PER_NODE: Final = 4
"""Edges that are shown for each entity, on average: the ones that most facts make."""

NAMES_PAIRED_MAX: Final = 8
"""A fact that mentions more names than these connects only the first ones with each other."""

SIMILAR_MAX: Final = 5

PICTURES_KEPT_MAX: Final = 32
"""So many pictures of one graph are kept: people go back and forth."""


@dataclass(slots=True, eq=False)
class MentionedEntity:
    """An entity: how many facts mention it, under which names, and of which types."""

    key: str
    facts: int = 0
    spellings: Counter[str] = field(default_factory=Counter[str])
    types: Counter[str] = field(default_factory=Counter[str])

    @property
    def name(self) -> str:
        """The name that is shown: the one used most."""
        return min(self.spellings, key=lambda each: (-self.spellings[each], each))

    @property
    def also(self) -> tuple[str, ...]:
        """Its other names."""
        key = normalise_name(self.name)
        return tuple(sorted(each for each in self.spellings if normalise_name(each) != key))

    @property
    def type(self) -> str | None:
        """The type stated most often, if any."""
        return min(self.types, key=lambda each: (-self.types[each], each), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureNode:
    """An entity of a picture."""

    name: str
    type: str | None
    also: tuple[str, ...]
    facts: int
    is_centre: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureEdge:
    """What connects two entities of a picture, given by their places in it.

    Attributes:
        label: The predicate of a relation; None if facts merely mention both.
        fact: The row id of the newest fact that makes it.
        count: How many facts make it.
    """

    source: int
    target: int
    label: str | None
    fact: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Part of the graph of a space.

    Attributes:
        nodes: The entities, those that most facts mention first.
        edges: What connects them.
        entities: How many entities there are.
        edges_left_out: How many more edges connect those that are shown.
        first, last: When the first and the last fact were recorded; None if there is none.
        unknown: Names of no entity, each with similar ones that are in use.
    """

    nodes: tuple[PictureNode, ...]
    edges: tuple[PictureEdge, ...]
    entities: int
    edges_left_out: int = 0
    first: datetime | None = None
    last: datetime | None = None
    unknown: tuple[tuple[str, tuple[str, ...]], ...] = ()


class MentionGraph:
    """The entities of some mentions, and what connects them.

    Args:
        mentions: The facts and relations of one space.
    """

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self._mentions = tuple(mentions)
        self._keys: dict[str, str] = {}
        self._merged = merge_aliases(
            (self._get_plain_key(each.relation.subject), self._get_plain_key(each.relation.object))
            for each in self._mentions
            if each.relation is not None and is_alias(each.relation.predicate)
        )
        self.entities: dict[str, MentionedEntity] = {}
        self._by_fact: dict[str, dict[str, None]] = {}
        self._facts_of: dict[str, list[str]] = defaultdict(list)
        self._drawn: dict[tuple[tuple[str, ...], int, int], Picture] = {}
        for mention in self._mentions:
            self._add(mention)
        for fact, keys in self._by_fact.items():
            for key in keys:
                self.entities[key].facts += 1
                self._facts_of[key].append(fact)

    def select_entities(self, *, limit: int) -> list[MentionedEntity]:
        """Return the entities that most facts mention, the first of them first."""
        return sorted(self.entities.values(), key=_rank)[:limit]

    def find_names(self, prefix: str, *, limit: int) -> list[MentionedEntity]:
        """Return the entities with a name, or a word of one, that begins with some letters."""
        start = normalise_name(prefix) if prefix.strip() else ""
        found = [
            entity
            for key, entity in self.entities.items()
            if key.startswith(start) or f" {start}" in key
        ]
        return sorted(found, key=_rank)[:limit]

    def find_entity(self, name: str) -> MentionedEntity | None:
        """Return the entity of a name, in any spelling."""
        return self.entities.get(self._get_key(name))

    def find_similar(self, name: str) -> tuple[str, ...]:
        """Return the names that are spelled most like one that is unknown."""
        near = difflib.get_close_matches(normalise_name(name), self.entities, n=SIMILAR_MAX)
        return tuple(self.entities[key].name for key in near)

    def draw(self, names: Sequence[str], *, hops: int, limit: int) -> Picture:
        """Return what surrounds some names, or the most connected entities if there are none."""
        asked = (tuple(names), hops, limit)
        if asked not in self._drawn:
            if len(self._drawn) >= PICTURES_KEPT_MAX:
                self._drawn.clear()
            self._drawn[asked] = self._draw(names, hops=hops, limit=limit)
        return self._drawn[asked]

    def _draw(self, names: Sequence[str], *, hops: int, limit: int) -> Picture:
        centres = [each for each in map(self.find_entity, names) if each is not None]
        chosen = (
            self._collect_around(centres, hops=hops, limit=limit)
            if names
            else self.select_entities(limit=limit)
        )
        places = {entity.key: place for place, entity in enumerate(chosen)}
        edges = self._list_edges(places)
        shown = edges[: max(1, len(chosen)) * EDGES_PER_NODE]
        moments = [mention.recorded_at for mention in self._mentions]
        return Picture(
            nodes=tuple(_build_node(each, is_centre=each in centres) for each in chosen),
            edges=tuple(shown),
            entities=len(self.entities),
            edges_left_out=len(edges) - len(shown),
            first=min(moments, default=None),
            last=max(moments, default=None),
            unknown=tuple(
                (name, self.find_similar(name)) for name in names if self.find_entity(name) is None
            ),
        )

    def _add(self, mention: Mention) -> None:
        keys = self._by_fact.setdefault(mention.fact, {})
        for name in mention.names:
            key = self._get_key(name)
            entity = self.entities.get(key)
            if entity is None:
                entity = self.entities[key] = MentionedEntity(key)
            entity.spellings[name] += 1
            keys[key] = None
        relation = mention.relation
        if relation is not None:
            if relation.subject_type:
                self.entities[self._get_key(relation.subject)].types[relation.subject_type] += 1
            if relation.object_type:
                self.entities[self._get_key(relation.object)].types[relation.object_type] += 1

    def _collect_around(
        self, centres: Sequence[MentionedEntity], *, hops: int, limit: int
    ) -> list[MentionedEntity]:
        """Return some entities and those within some steps of them, the nearest first."""
        chosen = {entity.key: entity for entity in centres}
        edge_keys = set(chosen)
        for _ in range(hops):
            near: Counter[str] = Counter()
            for fact in {fact for key in edge_keys for fact in self._facts_of[key]}:
                near.update(key for key in self._by_fact[fact] if key not in chosen)
            ranked = sorted(near, key=lambda key: (-near[key], _rank(self.entities[key])))
            edge_keys = set(ranked[: max(0, limit - len(chosen))])
            chosen |= {key: self.entities[key] for key in ranked if key in edge_keys}
        return list(chosen.values())[:limit]

    def _list_edges(self, places: Mapping[str, int]) -> list[PictureEdge]:
        """Return the edges between some entities: relations first, then what most facts make."""
        stated: dict[tuple[int, int, str], list[str]] = defaultdict(list)
        joined: set[tuple[str, frozenset[int]]] = set()
        for mention in self._mentions:
            relation = mention.relation
            if relation is None:
                continue
            source = places.get(self._get_key(relation.subject))
            target = places.get(self._get_key(relation.object))
            if source is not None and target is not None and source != target:
                stated[source, target, relation.predicate].append(mention.fact)
                joined.add((mention.fact, frozenset((source, target))))
        together: dict[tuple[int, int], list[str]] = defaultdict(list)
        for fact, keys in self._by_fact.items():
            for pair in _list_pairs(keys, places):
                if (fact, frozenset(pair)) not in joined:
                    together[pair].append(fact)
        edges = [_build_edge(*key, facts) for key, facts in stated.items()]
        edges += [_build_edge(*pair, None, facts) for pair, facts in together.items()]
        edges.sort(key=lambda edge: (edge.label is None, -edge.count, edge.source, edge.target))
        return edges

    def _get_key(self, name: str) -> str:
        key = self._get_plain_key(name)
        return self._merged.get(key, key)

    def _get_plain_key(self, name: str) -> str:
        # Names repeat, and normalising one costs more than a lookup.
        key = self._keys.get(name)
        if key is None:
            key = self._keys[name] = normalise_name(name)
        return key


def _list_pairs(keys: Collection[str], places: Mapping[str, int]) -> list[tuple[int, int]]:
    near = sorted({places[key] for key in keys if key in places})[:NAMES_PAIRED_MAX]
    return [(one, other) for at, one in enumerate(near) for other in near[at + 1 :]]


def _build_edge(source: int, target: int, label: str | None, facts: Sequence[str]) -> PictureEdge:
    # Mentions come oldest first, so the last one is the newest.
    return PictureEdge(source=source, target=target, label=label, fact=facts[-1], count=len(facts))


def _build_node(entity: MentionedEntity, *, is_centre: bool) -> PictureNode:
    return PictureNode(
        name=entity.name,
        type=entity.type,
        also=entity.also,
        facts=entity.facts,
        is_centre=is_centre,
    )


def _rank(entity: MentionedEntity) -> tuple[int, str]:
    return -entity.facts, entity.key

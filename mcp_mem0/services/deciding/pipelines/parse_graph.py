"""Parsing the entities and relations that a model names in a fact.

The answer is not trusted: a name that nobody said is left out, and counted.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Protocol

from mcp_mem0.domain.errors import RequestError
from mcp_mem0.domain.grounding.alias_words import are_said_to_be_one
from mcp_mem0.domain.llm.prompt_leak import is_prompt_leak
from mcp_mem0.domain.model.rows import StatedRelation
from mcp_mem0.domain.text.entity_extraction import extract_entities
from mcp_mem0.domain.text.entity_matching import is_alias
from mcp_mem0.domain.text.normalise import NAME_CHARS_MAX, check_name, normalise_name, split_words
from mcp_mem0.prompts.rules import EntityAnswer, RelationAnswer

NAMES_PER_FACT_MAX: Final = 20
RELATIONS_PER_FACT_MAX: Final = 20
TYPE_CHARS_MAX: Final = 40
_STEM_CHARS: Final = 4
"""Languages inflect names, so a name counts as said if its words begin alike."""

# Names for speakers who have none.
_UNNAMED: Final = ("user", "assistant")


class GraphSource(Protocol):
    """An answer with the entities and relations of one fact."""

    @property
    def entities(self) -> Sequence[EntityAnswer]:
        """The persons and things that the fact names."""
        ...

    @property
    def relations(self) -> Sequence[RelationAnswer]:
        """The relations that the fact states."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class EmptyGraph:
    """An empty graph, for a fact whose entities and relations are asked for later."""

    entities: tuple[EntityAnswer, ...] = ()
    relations: tuple[RelationAnswer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedGraph:
    """The entities and relations of a fact, and a sentence about each kind that was left out."""

    entities: tuple[str, ...]
    relations: tuple[StatedRelation, ...]
    unread: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class GraphReader:
    """Parses the entities and relations of the answers about one episode.

    Attributes:
        names: Names in use, those of the speakers last.
        prompt: The rules that the model was given.
        said: The words of the messages that the answer may quote.
    """

    names: Sequence[str]
    prompt: str
    said: str

    def parse(self, graph: GraphSource, text: str) -> ParsedGraph:
        """Return the entities and relations of a fact, spelled like the names in use."""
        types: dict[str, str | None] = {}
        for entity in _split_names(graph.entities, text)[:NAMES_PER_FACT_MAX]:
            name = self._parse_name(entity.name, text)
            if name is not None:
                types[name] = self._parse_type(entity.type)
        relations: list[StatedRelation] = []
        for answer in graph.relations[:RELATIONS_PER_FACT_MAX]:
            relation = self._parse_relation(answer, text, types)
            if relation is not None:
                relations.append(relation)
        ends = (end for relation in relations for end in (relation.subject, relation.object))
        names = dict.fromkeys([*types, *ends])
        return ParsedGraph(
            entities=tuple(names or self._normalise_spelling(extract_entities(text))),
            relations=tuple(dict.fromkeys(relations)),
            unread=tuple(_describe_unread(graph, len(types), len(relations))),
        )

    def _parse_relation(
        self, answer: RelationAnswer, text: str, types: dict[str, str | None]
    ) -> StatedRelation | None:
        subject, object_ = (
            self._parse_name(answer.subject, text),
            self._parse_name(answer.object, text),
        )
        predicate = "_".join(self._extract_own_words(answer.predicate))[:NAME_CHARS_MAX]
        if subject is None or object_ is None or not predicate or subject == object_:
            return None
        is_merging = is_alias(predicate)
        if is_merging and not are_said_to_be_one(subject, object_, f"{text}\n{self.said}"):
            return None
        return StatedRelation(
            subject=subject,
            predicate=predicate,
            object=object_,
            subject_type=types.get(subject),
            object_type=types.get(object_),
        )

    def _parse_name(self, name: str, text: str) -> str | None:
        """Return a name that was said, spelled like the name in use, or None."""
        try:
            clean = check_name(name, name="a name")
        except RequestError:
            return None
        spelled = self._in_use.get(normalise_name(clean))
        if spelled is not None:
            return spelled
        return clean if _is_said(clean, f"{text}\n{self.said}") else None

    def _parse_type(self, text: str) -> str | None:
        return " ".join(self._extract_own_words(text))[:TYPE_CHARS_MAX] or None

    def _extract_own_words(self, text: str) -> tuple[str, ...]:
        """Return the words of a text; none if they are copied from the prompt."""
        spaced = text.replace("_", " ")
        return () if is_prompt_leak(spaced, self.prompt, self.said) else split_words(spaced)

    def _normalise_spelling(self, names: Iterable[str]) -> dict[str, None]:
        return {self._in_use.get(normalise_name(name), name): None for name in names}

    @cached_property
    def _in_use(self) -> dict[str, str]:
        # The first spelling wins, so names in use come first.
        spelled: dict[str, str] = {}
        for name in (*self.names, *_UNNAMED):
            spelled.setdefault(normalise_name(name), name)
        return spelled


def _describe_unread(graph: GraphSource, entities: int, relations: int) -> Iterator[str]:
    unread = len({normalise_name(entity.name) for entity in graph.entities}) - entities
    if unread > 0:
        yield f"{unread} of its entities are not names that were said"
    unread = len(set(graph.relations)) - relations
    if unread > 0:
        why = "do not relate names that were said, or are copied from the rules"
        yield f"{unread} of its relations {why}"


def _split_names(entities: Sequence[EntityAnswer], text: str) -> list[EntityAnswer]:
    """Return entities, several that were written as one, "Ana, Oslo", each by itself."""
    return [
        entity.model_copy(update={"name": name.strip()})
        for entity in entities
        for name in ([entity.name] if entity.name in text else entity.name.split(","))
    ]


def _is_said(name: str, said: str) -> bool:
    heard = " ".join(split_words(said))
    return all(word[:_STEM_CHARS] in heard for word in split_words(name))

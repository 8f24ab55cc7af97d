"""Parsing a model's answer into statements that can be validated.

The answer is not trusted. A part that is not valid is dropped and reported by its number, never by
its text, because history stores these reports.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from functools import cached_property
from typing import Final, Protocol

from mcp_mem0.domain.dates import MONTHS, Edge, StatedMoment, parse_moment
from mcp_mem0.domain.errors import RequestError
from mcp_mem0.domain.grounding.alias_words import are_said_to_be_one
from mcp_mem0.domain.grounding.quoted_support import EXPLAINING_MESSAGES, QuotedSupport
from mcp_mem0.domain.grounding.quotes import find_quote_over_two, find_quoted_words, is_copied
from mcp_mem0.domain.llm.prompt_leak import is_prompt_leak
from mcp_mem0.domain.llm.structured_output import AnswerModel
from mcp_mem0.domain.model.rows import Episode, Message, StatedRelation, Statement
from mcp_mem0.domain.text.entity_extraction import extract_entities
from mcp_mem0.domain.text.entity_matching import is_alias
from mcp_mem0.domain.text.normalise import (
    NAME_CHARS_MAX,
    check_name,
    check_text,
    normalise_name,
    shorten,
    split_words,
)
from mcp_mem0.prompts.rules import EntityAnswer, RelationAnswer, StatementAnswer
from mcp_mem0.services.deciding.pipelines.fact_text import attribute_own_words, clean_fact_text

UNQUOTED: Final = "its quote is not in a new message"
REASON_CHARS_MAX: Final = 200
NAMES_PER_FACT_MAX: Final = 20
RELATIONS_PER_FACT_MAX: Final = 20
TYPE_CHARS_MAX: Final = 40
_STEM_CHARS: Final = 4
"""Languages inflect names, so a name counts as said if its words begin alike."""

_MONTH_AND_YEAR: Final = re.compile(rf"({'|'.join(MONTHS)}),? (\d{{4}})", re.IGNORECASE)
_AROUND_DATE: Final = re.compile(
    r"^(?:since|from|until|till|in|about|around|circa|ca\.|~)\s*|(?:-(?:xx|\?\?|00))+$",
    re.IGNORECASE,
)
_SLASHED: Final = re.compile(r"\d{4}(?:/\d{1,2}){1,2}")

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


@dataclass
class AnswerReader:
    """Parses the answers to one prompt about one episode.

    Attributes:
        episode: What came in.
        positions: The messages that the answer may quote.
        names: Names in use.
        prompt: The rules that the model was given.
        earlier: What was said before the new messages.
        dropped: A sentence about each thing that was left out.
    """

    episode: Episode
    positions: Sequence[int]
    names: Sequence[str]
    prompt: str
    earlier: Sequence[Message] = ()
    dropped: list[str] = field(default_factory=list[str])

    def parse_statement(
        self, answer: StatementAnswer, graph: GraphSource, *, of: str
    ) -> Statement | None:
        """Return the statement of an operation, or None if it is not valid."""
        text = clean_fact_text(answer.text, prompt=self.prompt, said=self._said)
        if text is None:
            return self.drop(of, "its text is empty, too long, garbled or copied from the rules")
        # Where no words are quoted, those of the text must have been said.
        support = self.find_support(answer.quote.strip() or text, answer.message)
        if support is None:
            return self.drop(of, UNQUOTED)
        if not support.is_about(text):
            return self.drop(of, "the words that it quotes say nothing of it")
        text = attribute_own_words(text, support.message)
        entities, relations = self.parse_graph(graph, text, of=of)
        start = self.parse_date(answer.valid_from, "start", of=of)
        end = self.parse_date(answer.valid_to, "end", of=of)
        return Statement(
            text=text,
            quote=support.quote,
            position=support.position,
            valid_from=start and start.at,
            start_precision=start and start.precision,
            valid_to=end and end.at,
            end_precision=end and end.precision,
            entities=entities,
            relations=relations,
        )

    def drop(self, of: str, why: str) -> None:
        """Record that a part is dropped, and why."""
        self.dropped.append(f"{of}: {why}")

    def drop_slips(self, answer: AnswerModel, *, of: str) -> None:
        """Name what of an answer could not be read."""
        for slip in answer.slips:
            self.drop(of, slip)

    def find_position(self, quote: str, message: int) -> int | None:
        """Return the place of the new message that has a quote, first of all the named one."""
        support = self.find_support(quote, message)
        return None if support is None else support.position

    def find_support(self, quote: str, message: int) -> QuotedSupport | None:
        """Return the words of a new message that a quote means, first of all of the named one.

        Words that say nothing, such as "I", support nothing.
        """
        if _clean(quote, None) is None:
            return None
        named = message - 1
        order = [named, *self.positions] if named in self.positions else [*self.positions]
        found = self._find_copy(quote, order) or self._find_quoted(quote, order)
        if found is None:
            return None
        support = self._build_support(*found)
        return support if support.says_something else None

    def _find_copy(self, quote: str, order: Sequence[int]) -> tuple[int, str] | None:
        messages = self.episode.intake.all_messages
        copies = (place for place in order if is_copied(quote, messages[place].content))
        place = next(copies, None)
        return None if place is None else (place, quote.strip())

    def _find_quoted(self, quote: str, order: Sequence[int]) -> tuple[int, str] | None:
        """Return the message that has the words of an inexact quote; of two if they share it."""
        messages = self.episode.intake.all_messages
        for place in order:
            words = find_quoted_words(quote, messages[place])
            if words is not None:
                return place, words
        for place in order:
            if place + 1 in self.positions:
                found = find_quote_over_two(quote, messages[place], messages[place + 1])
                if found is not None:
                    return place + found[0], found[1]
        return None

    def _build_support(self, place: int, words: str) -> QuotedSupport:
        messages = self.episode.intake.all_messages
        before = [*self.earlier, *messages[:place]]
        return QuotedSupport(
            position=place,
            quote=words,
            message=messages[place],
            earlier=tuple(before[-EXPLAINING_MESSAGES:]),
        )

    def parse_date(self, text: str, edge: Edge, *, of: str) -> StatedMoment | None:
        """Parse a date that a model wrote; an invalid date is dropped, the fact is not."""
        if not text.strip():
            return None
        try:
            return parse_moment(_write_iso(text), name="a date", edge=edge, zone=self._zone)
        except RequestError:
            self.drop(of, "one of its dates is not an ISO 8601 date")
            return None

    def parse_graph(
        self, graph: GraphSource, text: str, *, of: str
    ) -> tuple[tuple[str, ...], tuple[StatedRelation, ...]]:
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
        self._report_unread(graph, len(types), len(relations), of)
        ends = (end for relation in relations for end in (relation.subject, relation.object))
        names = dict.fromkeys([*types, *ends])
        return tuple(names or self._normalise_spelling(extract_entities(text))), tuple(
            dict.fromkeys(relations)
        )

    def _report_unread(self, graph: GraphSource, entities: int, relations: int, of: str) -> None:
        unread = len({normalise_name(entity.name) for entity in graph.entities}) - entities
        if unread > 0:
            self.drop(of, f"{unread} of its entities are not names that were said")
        unread = len(set(graph.relations)) - relations
        if unread > 0:
            why = "do not relate names that were said, or are copied from the rules"
            self.drop(of, f"{unread} of its relations {why}")

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
        if is_merging and not are_said_to_be_one(subject, object_, f"{text}\n{self._said}"):
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
        return clean if _is_said(clean, f"{text}\n{self._said}") else None

    def _parse_type(self, text: str) -> str | None:
        return " ".join(self._extract_own_words(text))[:TYPE_CHARS_MAX] or None

    def _extract_own_words(self, text: str) -> tuple[str, ...]:
        """Return the words of a text; none if they are copied from the prompt."""
        spaced = text.replace("_", " ")
        return () if is_prompt_leak(spaced, self.prompt, self._said) else split_words(spaced)

    def _normalise_spelling(self, names: Iterable[str]) -> dict[str, None]:
        return {self._in_use.get(normalise_name(name), name): None for name in names}

    @property
    def _zone(self) -> tzinfo:
        """The zone of the times that the answer gives without an offset: that of the messages."""
        return self.episode.said_at.tzinfo or UTC

    @cached_property
    def _said(self) -> str:
        messages = self.episode.intake.all_messages
        return "\n".join(messages[place].content for place in self.positions)

    @cached_property
    def _in_use(self) -> dict[str, str]:
        messages = self.episode.intake.all_messages
        speakers = (message.name for message in messages if message.name is not None)
        # The first spelling wins, so names in use come first.
        spelled: dict[str, str] = {}
        for name in (*self.names, *speakers, *_UNNAMED):
            spelled.setdefault(normalise_name(name), name)
        return spelled


def clean_reason(text: str) -> str:
    """Return a model's reason as one short line."""
    return _clean(shorten(text, REASON_CHARS_MAX), None) or "no reason given"


def _split_names(entities: Sequence[EntityAnswer], text: str) -> list[EntityAnswer]:
    """Return entities, several that were written as one, "Ana, Oslo", each by itself."""
    return [
        entity.model_copy(update={"name": name.strip()})
        for entity in entities
        for name in ([entity.name] if entity.name in text else entity.name.split(","))
    ]


def _write_iso(text: str) -> str:
    """Return a date in ISO 8601 that is written as prompts show it, "May 2024", or nearly so."""
    plain = _AROUND_DATE.sub("", " ".join(text[:100].split()))
    month = _MONTH_AND_YEAR.fullmatch(plain)
    if month is not None:
        return f"{month[2]}-{MONTHS.index(month[1].capitalize()) + 1:02}"
    return plain.replace("/", "-") if _SLASHED.fullmatch(plain) else plain


def _clean(text: str, chars_max: int | None) -> str | None:
    try:
        return check_text(text, name="text", chars_max=chars_max or max(1, len(text)))
    except RequestError:
        return None


def _is_said(name: str, said: str) -> bool:
    heard = " ".join(split_words(said))
    return all(word[:_STEM_CHARS] in heard for word in split_words(name))

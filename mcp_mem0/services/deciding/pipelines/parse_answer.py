"""Parsing a model's answer into statements that can be validated.

The answer is not trusted. A part that is not valid is dropped and reported by its number, never by
its text, because history stores these reports.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from functools import cached_property
from typing import Final

from mcp_mem0.domain.dates import MONTHS, Edge, StatedMoment, parse_moment
from mcp_mem0.domain.errors import RequestError
from mcp_mem0.domain.grounding.quoted_support import EXPLAINING_MESSAGES, QuotedSupport
from mcp_mem0.domain.grounding.quotes import find_quote_over_two, find_quoted_words, is_copied
from mcp_mem0.domain.llm.structured_output import AnswerModel
from mcp_mem0.domain.model.rows import Episode, Message, StatedRelation, Statement
from mcp_mem0.domain.text.normalise import (
    check_text,
    shorten,
)
from mcp_mem0.prompts.rules import StatementAnswer
from mcp_mem0.services.deciding.pipelines.fact_text import attribute_own_words, clean_fact_text
from mcp_mem0.services.deciding.pipelines.parse_graph import GraphReader, GraphSource

UNQUOTED: Final = "its quote is not in a new message"
REASON_CHARS_MAX: Final = 200
_MONTH_AND_YEAR: Final = re.compile(rf"({'|'.join(MONTHS)}),? (\d{{4}})", re.IGNORECASE)
_AROUND_DATE: Final = re.compile(
    r"^(?:since|from|until|till|in|about|around|circa|ca\.|~)\s*|(?:-(?:xx|\?\?|00))+$",
    re.IGNORECASE,
)
_SLASHED: Final = re.compile(r"\d{4}(?:/\d{1,2}){1,2}")


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
        parsed = self._graph_reader.parse(graph, text)
        for why in parsed.unread:
            self.drop(of, why)
        return parsed.entities, parsed.relations

    @property
    def _zone(self) -> tzinfo:
        """The zone of the times that the answer gives without an offset: that of the messages."""
        return self.episode.said_at.tzinfo or UTC

    @cached_property
    def _said(self) -> str:
        messages = self.episode.intake.all_messages
        return "\n".join(messages[place].content for place in self.positions)

    @cached_property
    def _graph_reader(self) -> GraphReader:
        messages = self.episode.intake.all_messages
        speakers = (message.name for message in messages if message.name is not None)
        return GraphReader(names=(*self.names, *speakers), prompt=self.prompt, said=self._said)


def clean_reason(text: str) -> str:
    """Return a model's reason as one short line."""
    return _clean(shorten(text, REASON_CHARS_MAX), None) or "no reason given"


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

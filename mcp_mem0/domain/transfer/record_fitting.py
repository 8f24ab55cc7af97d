"""Fitting foreign records to what one call of ours takes: nothing is cut off, it is split.

Other programs store texts that ours refuses, with control characters or of any length.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace

from mcp_mem0.domain.requests.limits import Limits
from mcp_mem0.domain.text.cleaning import clean_name, clean_text, split_text
from mcp_mem0.domain.text.normalise import NAME_CHARS_MAX
from mcp_mem0.domain.transfer.foreign_record import (
    ForeignMessage,
    ForeignRecord,
    ForeignRelation,
)
from mcp_mem0.domain.visible_text import strip_invisible


def fit_record(record: ForeignRecord, limits: Limits) -> list[ForeignRecord]:
    """Return a record as one or several that fit; none if it says nothing."""
    if record.relation is not None:
        return _fit_relation(record, record.relation, limits)
    named = replace(
        record,
        author=clean_name(record.author),
        session=clean_name(record.session),
        tags=clean_tags(record.tags),
    )
    if record.content is not None:
        return _fit_statement(named, record.content, limits)
    return _fit_messages(named, limits)


def clean_tags(tags: Sequence[str]) -> tuple[str, ...]:
    """Return the tags that can be kept, each once."""
    names = (clean_name(tag) for tag in tags)
    return tuple(dict.fromkeys(name for name in names if name is not None))


def _fit_relation(
    record: ForeignRecord, relation: ForeignRelation, limits: Limits
) -> list[ForeignRecord]:
    parts = [clean_text(each) for each in (relation.subject, relation.predicate, relation.object)]
    if not all(strip_invisible(part).strip() for part in parts):
        return []
    if max(map(len, parts)) > NAME_CHARS_MAX:
        # A name that is too long for a relation is said in words.
        words = " ".join(parts).replace("_", " ")
        return fit_record(replace(record, relation=None, content=words), limits)
    subject, predicate, object_ = parts
    fitted = ForeignRelation(subject=subject, predicate=predicate, object=object_)
    return [
        replace(
            record,
            relation=fitted,
            author=clean_name(record.author),
            session=clean_name(record.session),
            tags=clean_tags(record.tags),
        )
    ]


def _fit_statement(record: ForeignRecord, content: str, limits: Limits) -> list[ForeignRecord]:
    text = clean_text(content)
    if not strip_invisible(text).strip():
        return []
    if len(unicodedata.normalize("NFC", text)) <= limits.content_chars_max:
        return [replace(record, content=text)]
    # It is kept word for word and can be searched, but is too long to be one fact.
    message = ForeignMessage(role="user", content=text, at=record.said_at)
    return _fit_messages(replace(record, content=None, messages=(message,)), limits)


def _fit_messages(record: ForeignRecord, limits: Limits) -> list[ForeignRecord]:
    # Normalising may make a text a little longer.
    chars_max = limits.message_chars_max // 2
    messages = [
        replace(message, content=part, name=clean_name(message.name))
        for message in record.messages
        for part in split_text(clean_text(message.content), chars_max)
        if strip_invisible(part).strip()
    ]
    groups = list(_group_messages(messages, limits))
    return [
        replace(
            record,
            messages=tuple(group),
            identity=record.identity if place == 0 else f"{record.identity}\0part {place}",
        )
        for place, group in enumerate(groups)
    ]


def _group_messages(
    messages: Sequence[ForeignMessage], limits: Limits
) -> Iterator[list[ForeignMessage]]:
    group: list[ForeignMessage] = []
    chars = 0
    for message in messages:
        is_full = len(group) >= limits.messages_max
        if group and (is_full or chars + len(message.content) > limits.total_chars_max // 2):
            yield group
            group, chars = [], 0
        group.append(message)
        chars += len(message.content)
    if group:
        yield group

"""Taking out of messages what was forgotten: the sentences that say it again.

A sentence is replaced by a mark, as a secret is, and a message of which nothing else is left is
left out. What else an order to forget says, and what an assistant answers to a held sentence, is
held as well if it names what that did.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Final

from mcp_mem0.domain.forgetting.items import read_sentence
from mcp_mem0.domain.forgetting.prints import hash_author, hash_session
from mcp_mem0.domain.forgetting.recognition import Forgotten, Match
from mcp_mem0.domain.forgetting.sentences import (
    SentencePart,
    find_wrapped_lines,
    join_lines,
    split_sentences,
)
from mcp_mem0.domain.model.rows import Message
from mcp_mem0.domain.text.forget_commands import is_forget_command
from mcp_mem0.domain.text.normalise import split_plain_words

HELD: Final = "[forgotten]"
"""What stands in place of a sentence that was held back."""

_MARK_WORDS: Final = frozenset({"forgotten", "redacted"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidMessage:
    """A message, when it was said, if that is known, in which session, and who stored it."""

    message: Message
    said_at: datetime | None = None
    session: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldMessage:
    """What is left of a message.

    Attributes:
        message: The message with marks in place of what was held; None if nothing is left.
        count: How many sentences were held.
        changes: The changes that forgot what they say.
    """

    message: Message | None
    count: int = 0
    changes: tuple[str, ...] = ()


@dataclass(slots=True)
class _MessageReading:
    """The sentences of a message, and which of them say what was forgotten."""

    said: SaidMessage
    parts: Sequence[SentencePart]
    matches: dict[int, list[Match]]
    is_order: bool


def hold_messages(forgotten: Forgotten, said: Sequence[SaidMessage]) -> list[HeldMessage]:
    """Return what is left of successive messages without what was forgotten.

    Args:
        forgotten: What is forgotten of their space.
        said: The messages, oldest first.
    """
    if not forgotten:
        return [HeldMessage(message=each.message) for each in said]
    readings = [_read_message(forgotten, each) for each in said]
    known = [match for each in readings for some in each.matches.values() for match in some]
    if known:
        for before, reading in zip([None, *readings], readings, strict=False):
            _match_names(reading, before, known)
    return [_build_held(each) for each in readings]


def mask_text(forgotten: Forgotten, text: str, said_at: datetime | None) -> str:
    """Return a text of the user with marks in place of what was forgotten."""
    if not forgotten:
        return text
    message = Message(role="user", content=text)
    [held] = hold_messages(forgotten, [SaidMessage(message=message, said_at=said_at)])
    return HELD if held.message is None else held.message.content


def _read_message(forgotten: Forgotten, said: SaidMessage) -> _MessageReading:
    message = said.message
    parts = split_sentences(message.content)
    whole = _find_whole(forgotten, said)
    if whole:
        return _MessageReading(said, parts, dict.fromkeys(range(len(parts)), whole), is_order=False)
    find = partial(
        forgotten.find_matches,
        role=message.role,
        speaker=message.name or "",
        old_until=said.said_at,
        session=said.session,
        is_order=message.role != "assistant" and any(_is_bare_order(part.text) for part in parts),
    )
    found = {place: find(part.text) for place, part in enumerate(parts)}
    matches = {place: some for place, some in found.items() if some}
    for lines in find_wrapped_lines(parts):
        if matches.keys().isdisjoint(lines):
            some = find(join_lines(parts[place] for place in lines))
            matches |= dict.fromkeys(lines, some) if some else {}
    is_order = bool(matches) and message.role != "assistant" and is_forget_command(message.content)
    return _MessageReading(said, parts, matches, is_order)


def _find_whole(forgotten: Forgotten, said: SaidMessage) -> list[Match]:
    """Return what forgot the whole session of a message, or all of its author, after it was said.

    Of a message without a time nobody knows: the session may go on.
    """
    if said.said_at is None:
        return []
    found: list[Match] = []
    for each in forgotten.whole:
        salt = bytes.fromhex(each.salt)
        names = {hash_session(salt, said.session), hash_author(salt, said.author)}
        if said.said_at <= each.said_at and not names.isdisjoint(each.whole_of):
            found.append(Match(each))
    return found


def _is_bare_order(text: str) -> bool:
    """Whether a sentence orders to forget what others name: "Forget it"."""
    return is_forget_command(text) and not read_sentence(text).items


def _match_names(
    reading: _MessageReading, before: _MessageReading | None, known: Iterable[Match]
) -> None:
    """Hold what only names what was forgotten, in an order to forget or in an answer."""
    is_answer = reading.said.message.role == "assistant" and before is not None
    if is_answer and before is not None and before.matches:
        known = [match for some in before.matches.values() for match in some]
    elif not reading.is_order:
        return
    about = [match for match in known if match.names]
    for place, part in enumerate(reading.parts):
        if place in reading.matches:
            continue
        forms = {form for item in read_sentence(part.text).items for form in item.forms}
        named = [match for match in about if not match.names.isdisjoint(forms)]
        if named:
            reading.matches[place] = named


def _build_held(reading: _MessageReading) -> HeldMessage:
    message = reading.said.message
    if not reading.matches:
        return HeldMessage(message=message)
    changes = dict.fromkeys(
        match.fingerprint.recorded_by or "" for some in reading.matches.values() for match in some
    )
    text = _join_parts(reading)
    words = [word for word in split_plain_words(text) if word not in _MARK_WORDS]
    return HeldMessage(
        message=replace(message, content=text) if words else None,
        count=len(reading.matches),
        changes=tuple(filter(None, changes)),
    )


def _join_parts(reading: _MessageReading) -> str:
    """Return the text with one mark in place of each run of held sentences."""
    text = ""
    was_held = False
    for place, part in enumerate(reading.parts):
        is_held = place in reading.matches
        if not is_held:
            text += part.text + part.gap
        elif was_held:
            text = text.rstrip() + part.gap
        else:
            text += HELD + part.gap
        was_held = is_held
    return text.strip()

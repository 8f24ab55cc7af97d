"""What was forgotten is taken out of whatever lets words in, or shows them to a model."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import anyio.to_thread

from mcp_mem0.domain.dates import EARLIEST
from mcp_mem0.domain.errors import ForgottenMeanwhileError
from mcp_mem0.domain.forgetting.holding import HeldMessage, SaidMessage, hold_messages
from mcp_mem0.domain.forgetting.recognition import Forgotten
from mcp_mem0.domain.model.fingerprints import Fingerprint
from mcp_mem0.domain.model.rows import Episode, Intake, Message
from mcp_mem0.domain.requests.model import RememberRequest
from mcp_mem0.ports import RecordReader

LISTED_MAX: Final = 5
"""How many messages a receipt lists; the others are counted."""

HELD_AT_ONCE_CHARS_MAX: Final = 4_000
"""Longer input is compared with what was forgotten in a thread: the longest takes a second."""

HOW_TO_STATE: Final = "to remember it again, state it with content"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldWords:
    """What is left of an intake, and what the receipt says of the rest.

    Attributes:
        intake: What is left; None if nothing is.
        places: The places, among the messages that came, of those that are left.
        forgotten: What was forgotten by then.
        lifts: The fingerprints of what it states anew.
        notes: Sentences for the caller.
    """

    intake: Intake | None
    forgotten: Forgotten
    places: tuple[int, ...]
    lifts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


async def hold_words(records: RecordReader, request: RememberRequest) -> HeldWords:
    """Return what may be stored of a request: not what was forgotten, unless it is stated anew.

    A statement or a relation states it anew, except one that was said before it was forgotten, or
    stands in a file that still says it.
    """
    intake = request.intake
    forgotten = await records.find_forgotten(request.space)
    every = tuple(range(len(intake.all_messages)))
    if not forgotten:
        return HeldWords(intake=intake, forgotten=forgotten, places=every)
    if intake.statements:
        if not request.is_imported:
            return _hold_statements(forgotten, request)
        # What has no date is as old as its file may be.
        old = replace(request, said_at=request.said_at or EARLIEST)
        held = await _hold_messages(forgotten, old, intake.all_messages)
        is_whole = [each.message for each in held] == [*intake.all_messages]
        return HeldWords(
            intake=intake if is_whole else None,
            forgotten=forgotten,
            places=every if is_whole else (),
            notes=_describe_held(held),
        )
    held = await _hold_messages(forgotten, request, intake.messages)
    left = tuple(each.message for each in held if each.message is not None)
    return HeldWords(
        intake=replace(intake, messages=left) if left else None,
        forgotten=forgotten,
        places=tuple(place for place, each in enumerate(held) if each.message is not None),
        notes=_describe_held(held),
    )


async def _hold_messages(
    forgotten: Forgotten, request: RememberRequest, messages: Sequence[Message]
) -> list[HeldMessage]:
    said = [
        SaidMessage(
            message=each,
            said_at=each.at or request.said_at,
            session=request.session or "",
            author=request.author,
        )
        for each in messages
    ]
    if sum(len(each.content) for each in messages) <= HELD_AT_ONCE_CHARS_MAX:
        return hold_messages(forgotten, said)
    return await anyio.to_thread.run_sync(hold_messages, forgotten, said)


def _hold_statements(forgotten: Forgotten, request: RememberRequest) -> HeldWords:
    intake = request.intake
    places: list[int] = []
    lifts: dict[str, None] = {}
    held: dict[int, list[Fingerprint]] = {}
    for place, message in enumerate(intake.all_messages):
        matched = [match.fingerprint for match in forgotten.find_in_text(message.content)]
        said_at = request.said_at
        old = [each for each in matched if said_at is not None and said_at <= each.said_at]
        if old:
            held[place] = old
        else:
            places.append(place)
            lifts |= dict.fromkeys(each.id for each in matched)
    left: Intake | None = intake
    if held:
        kept = tuple(intake.all_messages[place] for place in places)
        left = replace(intake, messages=kept) if kept else None
    return HeldWords(
        intake=left,
        forgotten=forgotten,
        places=tuple(places),
        lifts=tuple(lifts),
        notes=_describe_held_statements(intake, held),
    )


def _describe_held_statements(
    intake: Intake, held: Mapping[int, Sequence[Fingerprint]]
) -> tuple[str, ...]:
    if not held:
        return ()
    changes = tuple(dict.fromkeys(each.recorded_by or "" for old in held.values() for each in old))
    if intake.is_stated:
        where = f"{_join([f'contents[{place}]' for place in held])}, saying"
    else:
        where = "it says"
    said = "it was" if len(held) == 1 else "they were"
    note = (
        f"held back: {where} what change {_join(changes)} forgot later than {said} said;"
        " to remember it again, state it without said_at"
    )
    return (note,)


def _describe_held(held: Sequence[HeldMessage]) -> tuple[str, ...]:
    places = [(place, each) for place, each in enumerate(held) if each.count]
    if not places:
        return ()
    listed = [
        f"{_count_sentences(each.count)} of messages[{place}]"
        for place, each in places[:LISTED_MAX]
    ]
    more = len(places) - LISTED_MAX
    rest = [f"{more} more messages"] if more > 0 else []
    changes = tuple(dict.fromkeys(change for _, each in places for change in each.changes))
    words = f"{_join((*listed, *rest))}, saying what change {_join(changes)} forgot"
    return (f"held back: {words}; {HOW_TO_STATE}",)


def _count_sentences(count: int) -> str:
    return "1 sentence" if count == 1 else f"{count} sentences"


def _join(words: Sequence[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


async def check_unforgotten(
    records: RecordReader, episode: Episode, seen: Forgotten | None
) -> None:
    """Check that nothing of an episode that is not stored yet was forgotten since it came.

    Whatever forgets moves the head of the space, so a commit at a head that was read before this
    check stores nothing of it.

    Args:
        records: The store.
        episode: What came in.
        seen: What was forgotten when it came; None if that is not known.

    Raises:
        ForgottenMeanwhileError: Something of it was.
    """
    if seen is None:
        return
    now = await records.find_forgotten(episode.space)
    if now is seen:
        return
    known = {each.id for each in seen.fingerprints}
    since = Forgotten([each for each in now.fingerprints if each.id not in known])
    if any(each.count for each in hold_messages(since, _list_said(episode))):
        raise ForgottenMeanwhileError(
            "some of these words were forgotten while they were being stored: send them again"
        )


async def mask_episode(records: RecordReader, episode: Episode) -> tuple[Episode, frozenset[int]]:
    """Return a stored episode without what was forgotten since, and what is left out whole.

    What a statement states anew is not taken out.
    """
    forgotten = await records.find_forgotten(episode.space)
    if not forgotten:
        return episode, frozenset()
    intake = episode.intake
    is_statement = bool(intake.statements)
    # What it lifts was there when it came; what is new to it was forgotten since.
    old = Forgotten([each for each in forgotten.fingerprints if each.id not in episode.lifts])
    held = hold_messages(old if is_statement else forgotten, _list_said(episode))
    if not any(each.count for each in held):
        return episode, frozenset()
    if is_statement:
        # A statement is one thing: part of it says something else.
        return episode, frozenset(place for place, each in enumerate(held) if each.count)
    messages = tuple(
        each.message or message for each, message in zip(held, intake.messages, strict=True)
    )
    gone = frozenset(place for place, each in enumerate(held) if each.message is None)
    return replace(episode, intake=replace(intake, messages=messages)), gone


def _list_said(episode: Episode) -> list[SaidMessage]:
    """Return the messages, and when they were said.

    Of a statement that is left open: the clocks of two processes differ, and what is stated on
    purpose is left out only if it says the same.
    """
    intake = episode.intake
    is_statement = bool(intake.statements)
    return [
        SaidMessage(
            message=message,
            said_at=None if is_statement else episode.find_message_time(position),
            session="" if is_statement else episode.session,
            author=episode.author,
        )
        for position, message in enumerate(intake.all_messages)
    ]


async def mask_messages(
    records: RecordReader, space: str, said: Sequence[tuple[Episode, Message]]
) -> list[tuple[Episode, Message]]:
    """Return messages of stored episodes without what was forgotten, for a model to read."""
    forgotten = await records.find_forgotten(space)
    if not forgotten:
        return list(said)
    held = hold_messages(
        forgotten,
        [
            SaidMessage(message=message, said_at=message.at or episode.said_at)
            for episode, message in said
        ],
    )
    return [
        (episode, each.message)
        for (episode, _), each in zip(said, held, strict=True)
        if each.message is not None
    ]

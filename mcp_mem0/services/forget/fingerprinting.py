"""Making the fingerprints of what is forgotten, so that it does not come back."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import Final

import anyio.to_thread

from mcp_mem0.domain.decisions.change_builder import NextChange
from mcp_mem0.domain.decisions.undo_builder import Rows
from mcp_mem0.domain.forgetting.prints import build_prints, hash_author, hash_session
from mcp_mem0.domain.forgetting.recognition import Forgotten
from mcp_mem0.domain.forgetting.sentences import list_statements
from mcp_mem0.domain.forgetting.values import Values
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.fingerprints import Fingerprint, Print
from mcp_mem0.domain.model.ids import NewId, Prefix, format_message_id
from mcp_mem0.domain.model.rows import Episode, Excerpt, Fact, Message, Relation
from mcp_mem0.domain.requests.model import ForgetAuthor, ForgetSession
from mcp_mem0.domain.retrieval.excerpt_folding import get_place
from mcp_mem0.ports import RecordReader

ROWS_MAX: Final = 2_000
"""Of so many facts and messages of one change fingerprints are kept, the newest ones."""


SESSIONS_MAX: Final = 20
"""Of so many sessions it is known that what was forgotten was said there, the first ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statements:
    """What one forgotten fact or message states, as prints, and whose words it was."""

    row: Fact | Excerpt
    prints: tuple[Print, ...]


@dataclass(frozen=True, kw_only=True)
class Fingerprinting:
    """Makes fingerprints.

    Args:
        records: The store.
        make_salt: Makes the salt of a space that has none.
    """

    records: RecordReader
    make_salt: Callable[[], bytes]

    async def choose_salt(self, space: str) -> bytes:
        """Return the salt of a space, or a new one."""
        known = (await self.records.find_forgotten(space)).fingerprints
        return bytes.fromhex(known[0].salt) if known else self.make_salt()


async def read_statements(  # noqa: PLR0913 - what counts of which rows
    records: RecordReader,
    space: str,
    rows: Rows,
    salt: bytes,
    *,
    is_whole: bool,
    named: Collection[str] = (),
) -> list[Statements]:
    """Return what the facts and messages of some rows state.

    Args:
        records: The store.
        space: Their space.
        rows: What is forgotten.
        salt: The salt of the space.
        is_whole: Whether all of the messages is forgotten; else only what the facts say.
        named: The messages that are forgotten whole in any case, by their ids.
    """
    messages = await load_messages(records, space, rows.excerpts)
    read = partial(_read_rows, rows, messages, salt, is_whole=is_whole, named=named)
    # Thousands of sentences take seconds, in which others want answers.
    return await anyio.to_thread.run_sync(read)


def build_fingerprints(  # noqa: PLR0913 - what a row is made of
    statements: Sequence[Statements],
    salt: bytes,
    next_change: NextChange,
    new_id: NewId,
    *,
    session: str,
    author: str,
) -> tuple[Fingerprint, ...]:
    """Return the fingerprints that a change opens, without those that say nothing new."""
    seen: set[str] = set()
    named = dict.fromkeys(each.row.session for each in statements if each.row.session)
    heard_in = tuple(hash_session(salt, each) for each in [*named][:SESSIONS_MAX])
    rows: list[Fingerprint] = []
    for each in statements:
        fresh = tuple(kept for kept in each.prints if kept.whole not in seen)
        seen.update(kept.whole for kept in fresh)
        if fresh:
            row = open_fingerprint(salt, next_change, new_id, session=session, author=author)
            rows.append(replace(row, prints=fresh, heard_in=heard_in))
    return tuple(rows[-ROWS_MAX:])


def build_whole_fingerprint(
    what: ForgetSession | ForgetAuthor,
    rows: Rows,
    salt: bytes,
    next_change: NextChange,
    new_id: NewId,
) -> Fingerprint:
    """Return the row that says of which session or author all was forgotten; it names neither."""
    whole_of = (
        (hash_session(salt, what.session),)
        if isinstance(what, ForgetSession)
        else tuple(
            hash_author(salt, name) for name in sorted({row.author for row in rows.all_rows})
        )
    )
    row = open_fingerprint(salt, next_change, new_id, session="", author="")
    return replace(row, whole_of=whole_of)


def open_fingerprint(
    salt: bytes, next_change: NextChange, new_id: NewId, *, session: str, author: str
) -> Fingerprint:
    """Return a fingerprint that a change opens, of nothing yet."""
    return Fingerprint(
        id=new_id(Prefix.FINGERPRINT),
        space=next_change.head.space,
        session=session,
        author=author,
        said_at=next_change.recorded_at,
        recorded_at=next_change.recorded_at,
        recorded_by=next_change.change,
        salt=salt.hex(),
    )


def build_forgotten(statements: Iterable[Statements], salt: bytes) -> Forgotten:
    """Return some statements as if they had been forgotten, to compare others with them."""
    return Forgotten(
        [
            Fingerprint(
                id=each.row.id,
                space=each.row.space,
                session=each.row.session,
                author=each.row.author,
                said_at=_EVER,
                recorded_at=each.row.recorded_at,
                salt=salt.hex(),
                prints=each.prints,
            )
            for each in statements
            if each.prints
        ]
    )


async def load_messages(
    records: RecordReader, space: str, excerpts: Sequence[Excerpt]
) -> dict[str, Message]:
    """Return the messages of which some excerpts are passages, by the excerpts' ids."""
    sources = tuple(sorted({row.source for row in excerpts}))
    if not sources:
        return {}
    where = Filter(spaces=(space,), ids=sources, state="any")
    episodes: Mapping[str, Episode] = {
        episode.id: episode for episode in await records.find(Episode, where)
    }
    found: dict[str, Message] = {}
    for row in excerpts:
        said = episodes[row.source].intake.all_messages if row.source in episodes else ()
        if row.position < len(said):
            found[row.id] = said[row.position]
    return found


def _read_rows(
    rows: Rows,
    messages: Mapping[str, Message],
    salt: bytes,
    *,
    is_whole: bool,
    named: Collection[str],
) -> list[Statements]:
    relations: dict[str, list[Relation]] = {}
    for relation in rows.relations:
        relations.setdefault(relation.source, []).append(relation)
    facts = [
        Statements(row=fact, prints=_read_fact(fact, relations.get(fact.id, ()), salt))
        for fact in rows.facts
    ]
    known = build_forgotten(facts, salt)
    whole = {get_place(row) for row in rows.excerpts if format_message_id(row.id) in named}
    return [
        *facts,
        *(
            Statements(
                row=row,
                prints=_read_message(
                    row,
                    messages.get(row.id),
                    salt,
                    None if is_whole or get_place(row) in whole else known,
                    "few" if get_place(row) in whole else "none",
                ),
            )
            for row in rows.excerpts
        ),
    ]


def _read_fact(fact: Fact, relations: Iterable[Relation], salt: bytes) -> tuple[Print, ...]:
    prints = build_prints(fact.text, salt, values="all")
    own = build_forgotten([Statements(row=fact, prints=prints)], salt)
    quoted = _select_prints(own, fact.quote, salt, Message(role="user", content=fact.quote))
    stated = [kept for relation in relations for kept in build_prints(relation.text, salt)]
    # Only those of its own text have values.
    return tuple({kept.whole: kept for kept in (*stated, *quoted, *prints)}.values())


def _read_message(
    row: Excerpt,
    message: Message | None,
    salt: bytes,
    about: Forgotten | None,
    values: Values,
) -> tuple[Print, ...]:
    said = message or Message(role="user", content=row.text)
    if about is None:
        return build_prints(row.text, salt, role=said.role, speaker=said.name or "", values=values)
    return _select_prints(about, row.text, salt, said)


def _select_prints(about: Forgotten, text: str, salt: bytes, said: Message) -> tuple[Print, ...]:
    """Return the prints of those sentences of a text that say something of what is forgotten."""
    role, speaker = said.role, said.name or ""
    return tuple(
        kept
        for stated in list_statements(text)
        if about.find_matches(stated, role=role, speaker=speaker, old_until=_LONG_AGO)
        for kept in build_prints(stated, salt, role=role, speaker=speaker)
    )


_EVER: Final = datetime(9999, 1, 1, tzinfo=UTC)
_LONG_AGO: Final = datetime(1, 1, 2, tzinfo=UTC)

"""Undoing a change of whose rows some were erased since: the others come back, these cannot."""

from collections.abc import Sequence

from mcp_mem0.domain.decisions.undo_builder import Rows
from mcp_mem0.domain.errors import RequestError
from mcp_mem0.domain.forgetting.prints import build_prints, hash_author, hash_session
from mcp_mem0.domain.model.changes import Change
from mcp_mem0.domain.model.fingerprints import Fingerprint
from mcp_mem0.domain.model.rows import Message
from mcp_mem0.domain.model.tombstones import Erasable, erase_row
from mcp_mem0.domain.retrieval.excerpt_folding import get_place
from mcp_mem0.ports import Records
from mcp_mem0.services.forget.fingerprinting import load_messages


def select_unerased(rows: Rows) -> Rows:
    """Return the rows of which an erase left something."""
    return Rows(
        facts=tuple(row for row in rows.facts if not _is_erased(row)),
        relations=tuple(row for row in rows.relations if not _is_erased(row)),
        excerpts=tuple(row for row in rows.excerpts if not _is_erased(row)),
        episodes=tuple(row for row in rows.episodes if not _is_erased(row)),
        fingerprints=rows.fingerprints,
        past=tuple(row for row in rows.past if not _is_erased(row)),
    )


def check_any_is_left(change: Change, rows: Rows, left: Rows) -> None:
    """Refuse to undo a change if all that it would bring back was erased.

    Args:
        change: What is undone.
        rows: What it closed.
        left: What an erase left something of.

    Raises:
        RequestError: The change is an erase, or nothing is left.
    """
    is_erase = change.act == "erase"
    is_less = len(left.all_rows) + len(left.past) < len(rows.all_rows) + len(rows.past)
    if is_erase or (is_less and not _has_words(left)):
        what = "erased" if is_erase else "closed"
        raise RequestError(
            f"change {change.id} cannot be undone: what it {what} was erased, and is gone for good"
        )


def describe_erased(rows: Rows, left: Rows) -> tuple[str, ...]:
    """Return what a receipt says of the rows that do not come back."""
    facts = len(rows.facts) + len(rows.past) - len(left.facts) - len(left.past)
    messages = len({*map(get_place, rows.excerpts)} - {*map(get_place, left.excerpts)})
    parts = [
        f"{count} {name}{'s' if count > 1 else ''}"
        for count, name in ((facts, "fact"), (messages, "message"))
        if count
    ]
    if not parts:
        return ()
    were = "were" if facts + messages > 1 else "was"
    return (f"{' and '.join(parts)} {were} erased since, and cannot come back",)


async def select_lifted(
    records: Records, space: str, back: Rows, kept: Sequence[Fingerprint]
) -> tuple[Fingerprint, ...]:
    """Return the fingerprints that are of what comes back; those of what was erased go on.

    One that names past revisions is lifted if any of them was not erased, and one of a whole
    session or author if anything of it comes back.

    Args:
        records: The store.
        space: The space of the rows.
        back: What comes back.
        kept: The fingerprints of the change that is undone.
    """
    facts = (*back.facts, *back.past)
    said = [(row.text, Message(role="user", content=row.text)) for row in facts]
    said += [(row.quote, Message(role="user", content=row.quote)) for row in facts]
    said += [(row.text, Message(role="user", content=row.text)) for row in back.relations]
    messages = await load_messages(records, space, back.excerpts)
    said += [
        (row.text, messages.get(row.id, Message(role="user", content=row.text)))
        for row in back.excerpts
    ]
    salts = {row.salt for row in kept}
    wholes = {
        each.whole
        for salt in salts
        for text, by in said
        for each in build_prints(text, bytes.fromhex(salt), role=by.role, speaker=by.name or "")
    }
    revisions = {row.id for row in back.past}
    names = {name for salt in salts for name in _hash_names(back, bytes.fromhex(salt))}
    return tuple(
        row
        for row in kept
        if any(each.whole in wholes for each in row.prints)
        or not revisions.isdisjoint(row.revisions)
        or not names.isdisjoint(row.whole_of)
    )


def _has_words(rows: Rows) -> bool:
    return bool(rows.facts or rows.relations or rows.excerpts or rows.episodes or rows.past)


def _hash_names(rows: Rows, salt: bytes) -> frozenset[str]:
    """Return the hashes of the sessions and authors of some rows."""
    said = (*rows.facts, *rows.past, *rows.relations, *rows.excerpts, *rows.episodes)
    return frozenset(hash_session(salt, row.session) for row in said) | frozenset(
        hash_author(salt, row.author) for row in said
    )


def _is_erased(row: Erasable) -> bool:
    return erase_row(row) == row

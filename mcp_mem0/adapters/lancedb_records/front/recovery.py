"""Opens the front of a store, and recovers it where it is missing or damaged.

What can still be read is kept, what is damaged is set aside, and what is or may be lost is
reported. An empty front never takes the place of a lost one in silence, and never that of a store's
only rows.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from mcp_mem0.adapters.lancedb_records.damage.forgotten_log import read_noted
from mcp_mem0.adapters.lancedb_records.damage.forgotten_rows import (
    ForgottenRows,
    forget_again,
)
from mcp_mem0.adapters.lancedb_records.damage.losses import describe_risk, report_loss
from mcp_mem0.adapters.lancedb_records.damage.table_rewrite import FrontSummary
from mcp_mem0.adapters.lancedb_records.front.connections import DamagedFrontError
from mcp_mem0.adapters.lancedb_records.front.encoding import decode_record, encode_record
from mcp_mem0.adapters.lancedb_records.front.front_creation import create_front
from mcp_mem0.adapters.lancedb_records.front.front_file import FrontFile, FrontRow
from mcp_mem0.adapters.lancedb_records.front.salvage import is_sound, salvage_rows
from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace
from mcp_mem0.adapters.lancedb_records.mapping import (
    Record,
    build_head_id,
    build_head_record,
    parse_head,
)
from mcp_mem0.adapters.lancedb_records.schema import HEAD, KINDS
from mcp_mem0.domain.errors import StoreError, quote_path
from mcp_mem0.domain.model.changes import Change
from mcp_mem0.private_file import make_private_folder


class LostRowsError(StoreError):
    """Nothing is left of a store's rows: it is begun again only because its owner asks for it."""


def open_if_sound(place: LocalPlace) -> FrontFile | None:
    """Open the front; None if it is missing, damaged or older than what is known of it.

    Raises:
        StoreError: It is there and cannot be used.
    """
    file = _open_whole(place)
    if file is None or file.read_state().seq >= _read_noted(place):
        return file
    file.close()
    return None


def recover_front(
    place: LocalPlace,
    folded: int,
    forgotten: ForgottenRows,
    in_table: Mapping[str, FrontRow],
    *,
    is_alone: bool,
) -> FrontFile:
    """Create the front, or recover it; report what is lost, and forget again what was forgotten.

    Call it under the write lock. It checks again: another process may have done it meanwhile.

    Args:
        place: The store's folder.
        folded: The last transaction that the table has.
        forgotten: What the store has forgotten.
        in_table: The rows that the table has of those, by id.
        is_alone: Whether the table has no row, so that without the front nothing is left.

    Raises:
        LostRowsError: It had all rows, and none of them can be read; all is as it was.
        StoreError: It cannot be created.
    """
    file = open_if_sound(place)
    if file is not None:
        return file
    noted = max(folded, _read_noted(place))
    sound = _read_sound_rows(place)
    found = _salvage(place) if sound is None else sound
    rows = [row for row in found if row.seq > folded]
    if is_alone and not rows and (forgotten or _has_remains(place)):
        raise LostRowsError(
            f"the store in {quote_path(place.folder)} has lost the file of its newest rows, which"
            " had all of them, and nothing of it could be read: restore front.db from a backup, or"
            " run `mcp-mem0 check --repair` to begin with an empty memory; nothing was removed"
        )
    if sound is not None:
        # Not what its state says: a table of it may have been lost and created again.
        last = max((row.seq for row in rows), default=folded)
        _report_lost(place, last, noted, forgotten)
    elif not _has_content(place):
        _report_missing(place, folded, noted, forgotten)
    else:
        copy = _set_aside(place)
        report_loss(
            place,
            f"the file of the newest rows was damaged; {len(rows)} rows of it could be read, others"
            f" may be lost, and it is kept as it was in {copy.relative_to(place.folder)};"
            f" {describe_risk(forgotten)}",
        )
    create_front(place.front)
    return _go_on(FrontFile(place.front), noted, rows, forgotten, in_table)


def begin_again(place: LocalPlace) -> None:
    """Create an empty front in the place of one of which nothing can be read; report the loss.

    Call it under the write lock, and only because the owner of the store asks for it.

    Raises:
        StoreError: It cannot be created.
    """
    file = open_if_sound(place)
    if file is not None:
        # Another process has restored it meanwhile.
        file.close()
        return
    forgotten = read_noted(place)
    copy = _set_aside(place)
    report_loss(
        place,
        "the file of the newest rows was lost with all of them, and the memory was begun again;"
        f" what was left of it is in {copy.parent.relative_to(place.folder)};"
        f" {describe_risk(forgotten)}",
    )
    create_front(place.front)
    _go_on(FrontFile(place.front), _read_noted(place), [], forgotten, {}).close()


def summarise_front(place: LocalPlace) -> FrontSummary | None:
    """Return what the front has; None if it is missing or cannot be read."""
    if not place.front.exists():
        return None
    try:
        file = FrontFile(place.front)
        state, rows = file.read_rows(after=0)
        file.close()
    except (StoreError, KeyError):
        return None
    return FrontSummary({row.id: row.since for row in rows if is_sound(row)}, state.trimmed)


def _open_whole(place: LocalPlace) -> FrontFile | None:
    """Open the front, whatever it lacks; None if it is missing, empty or damaged."""
    # SQLite would take an empty file for a new one, and remove its log.
    if not _measure(place.front):
        return None
    try:
        file = FrontFile(place.front)
        if file.is_whole() and all(map(is_sound, file.read_rows(after=0)[1])):
            return file
        file.close()
    except DamagedFrontError:
        pass
    return None


def _read_sound_rows(place: LocalPlace) -> list[FrontRow] | None:
    file = _open_whole(place)
    if file is None:
        return None
    _, rows = file.read_rows(after=0)
    file.close()
    return rows


def _read_noted(place: LocalPlace) -> int:
    """Return the last transaction of the front that the flush note knows; 0 if it knows none."""
    note = place.read_note()
    return 0 if note is None else note.front


def _salvage(place: LocalPlace) -> list[FrontRow]:
    if not _has_content(place):
        # Most stores that have no front are new.
        return []
    try:
        return salvage_rows(place)
    except OSError as error:
        raise _build_unhealed_error(place, error) from error


def _has_content(place: LocalPlace) -> bool:
    """Whether there is anything of a front or its log; an empty file was being created."""
    return any(_measure(path) for path in (place.front, *place.front_logs))


def _has_remains(place: LocalPlace) -> bool:
    """Whether there was a row, as far as anything beside the rows tells."""
    return _read_noted(place) > 0 or _has_content(place)


def _measure(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _report_missing(place: LocalPlace, folded: int, noted: int, forgotten: ForgottenRows) -> None:
    if noted > folded:
        _report_lost(place, folded, noted, forgotten)
    elif folded:
        report_loss(
            place,
            "the file of the newest rows is missing; what was stored after the table's last commit"
            f" may be lost; {describe_risk(forgotten)}",
        )


def _report_lost(place: LocalPlace, last: int, noted: int, forgotten: ForgottenRows) -> None:
    if last < noted:
        report_loss(
            place,
            f"newest rows are lost: transactions {last + 1} to {noted} of the file that has them;"
            f" {describe_risk(forgotten)}",
        )


def _go_on(
    file: FrontFile,
    noted: int,
    rows: Sequence[FrontRow],
    forgotten: ForgottenRows,
    in_table: Mapping[str, FrontRow],
) -> FrontFile:
    """Let a front go on with some rows, and with those that are forgotten again, at once."""
    rows = _complete_heads(rows)
    # Without a note the rows alone tell which numbers are used.
    noted = max([noted, *(row.seq for row in rows)])
    present = {**in_table, **{row.id: row for row in rows}}
    again = {row.id: row for row in forget_again(forgotten, present, seq=noted + 1)}
    kept = [row for row in rows if row.id not in again]
    file.go_on_after(noted + 1 if again else noted, [*kept, *again.values()])
    return file


def _complete_heads(rows: Sequence[FrontRow]) -> list[FrontRow]:
    """Return rows with the head of each space as its newest change left it.

    The head is written last, so it is what a front that was cut has lost first. Without it the
    revisions of changes would be used again.
    """
    newest: dict[str, tuple[Record, FrontRow]] = {}
    for row in rows:
        if row.kind in {HEAD, KINDS[Change]}:
            record = decode_record(row, ("space", "revision", "recorded_at"), UTC)
            known = newest.get(row.space)
            if known is None or record["revision"] > known[0]["revision"]:
                newest[row.space] = record, row
    heads = {
        build_head_id(space): encode_record(
            build_head_record(parse_head(record)), seq=row.seq, since=row.since
        )
        for space, (record, row) in newest.items()
    }
    return [*(row for row in rows if row.id not in heads), *heads.values()]


def _set_aside(place: LocalPlace) -> Path:
    """Move the file with its log into the folder of what is damaged; return its new path."""
    folder = place.damaged / f"front-{datetime.now(UTC):%Y%m%dT%H%M%S%f}"
    try:
        make_private_folder(folder)
        for path in (place.front, *place.front_logs):
            if path.exists():
                path.replace(folder / path.name)
    except OSError as error:
        raise _build_unhealed_error(place, error) from error
    return folder / place.front.name


def _build_unhealed_error(place: LocalPlace, error: OSError) -> StoreError:
    return StoreError(
        f"the store in {quote_path(place.folder)} is damaged and could not be healed"
        f" ({error.strerror or error}): free some space, check that its files are readable"
        " and writable, and try again"
    )

"""mem0: the memories in a Qdrant collection on the disk, and the history beside it."""

from collections.abc import Generator, Mapping
from dataclasses import dataclass
from typing import Final, cast
from uuid import UUID

from mcp_mem0.adapters.foreign.fields import find_text, get_object, get_text
from mcp_mem0.adapters.foreign.files.collection import Collection, SourceFile
from mcp_mem0.adapters.foreign.files.pickled_values import (
    PickledObject,
    PickleError,
    read_pickle,
)
from mcp_mem0.adapters.foreign.files.sqlite_file import (
    is_sqlite,
    list_columns,
    open_sqlite,
    pick_columns,
)
from mcp_mem0.adapters.foreign.mem0_history import (
    PointDetails,
    build_mem0_identity,
    find_histories,
    read_history,
)
from mcp_mem0.domain.errors import RequestError, quote_path
from mcp_mem0.domain.transfer.foreign_dates import read_foreign_date
from mcp_mem0.domain.transfer.foreign_record import ForeignItem, ForeignRecord, SkippedRecord

TITLE: Final = "mem0 1.x (history.db, or its Qdrant folder)"
_PLUMBING: Final = ("mem0migrations", "mem0_migrations")
"""Collections that mem0 keeps for itself."""

_DAMAGED_MAX: Final = 3
"""So many points that cannot be read are named; if there is no other, the file is refused."""


def is_mem0(collection: Collection) -> bool:
    """Return whether there is a history of mem0 or a Qdrant collection on the disk."""
    return bool(_find_collections(collection) or find_histories(collection))


def _find_collections(collection: Collection) -> list[SourceFile]:
    is_file = collection.form == "file"
    named = collection.files if is_file else collection.find_named("storage.sqlite")
    return [
        file
        for file in named
        if is_sqlite(file)
        and {"id", "point"} <= list_columns(file, "points")
        and not any(part in file.name.split("/") for part in _PLUMBING)
    ]


def read_mem0(collection: Collection) -> Generator[ForeignItem]:
    """Return the history first, because it knows what was said before, then what it lacks."""
    histories, collections = find_histories(collection), _find_collections(collection)
    details: dict[str, PointDetails] = {}
    for file in collections if histories else ():
        for _, point in _read_points(file):
            if not isinstance(point, PickleError):
                details[point.point_id] = _read_details(point)
    for file in histories:
        yield from read_history(file, details)
    for file in collections:
        for position, point in _read_points(file):
            place = f"{file.name} (point {position})"
            if isinstance(point, PickleError):
                reason = f"the point cannot be read: {point}"
                yield SkippedRecord(place=place, reason=reason)
            else:
                yield _build_record(point, place)


def _read_blobs(file: SourceFile) -> Generator[tuple[int, object]]:
    with open_sqlite(file) as database:
        rows = database.execute("SELECT * FROM points ORDER BY rowid")
        for position, (blob,) in enumerate(pick_columns(rows, ("point",)), start=1):
            yield position, blob


@dataclass(frozen=True, slots=True)
class _Point:
    """A point of a collection: a memory with what mem0 knows of it."""

    point_id: str
    payload: Mapping[str, object]


def _read_points(file: SourceFile) -> Generator[tuple[int, _Point | PickleError]]:
    """Return the points of a collection with their places, or why one cannot be read.

    Raises:
        RequestError: The first ones cannot be read, so that it is of another version.
    """
    readable = damaged = 0
    for position, blob in _read_blobs(file):
        try:
            point = _read_point(blob)
        except PickleError as error:
            damaged += 1
            if damaged > _DAMAGED_MAX and not readable:
                raise RequestError(
                    f"{quote_path(file.name)} has no points as Qdrant's local mode writes them"
                    f" ({error}): it may be of another version; see docs/importing.md"
                ) from error
            yield position, error
        else:
            readable += 1
            yield position, point


def _read_point(blob: object) -> _Point:
    """Return a point.

    Raises:
        PickleError: It is none.
    """
    if not isinstance(blob, bytes):
        raise PickleError("it is no pickle")
    point = read_pickle(blob)
    state = get_object(point.state if isinstance(point, PickledObject) else None)
    fields = get_object(state.get("__dict__", state))
    if "payload" not in fields:
        raise PickleError("it is a pickle of something else")
    return _Point(_read_id(fields.get("id")), get_object(fields.get("payload")))


def _read_id(value: object) -> str:
    if isinstance(value, PickledObject):
        # A UUID is pickled as its number.
        number = get_object(value.state).get("int")
        return str(UUID(int=number)) if isinstance(number, int) else str(number)
    return str(value)


def _read_details(point: _Point) -> PointDetails:
    run = get_text(point.payload.get("run_id"))
    tags = [
        value
        for name in ("categories", "category", "agent_id")
        for value in _list_texts(point.payload.get(name))
    ]
    return PointDetails(
        author=find_text(point.payload, "actor_id", "user_id", "agent_id"),
        session=None if run is None else f"mem0 run {run}",
        tags=tuple(tags),
    )


def _build_record(point: _Point, place: str) -> ForeignItem:
    text = find_text(point.payload, "data", "memory")
    if text is None:
        return SkippedRecord(place=place, reason="its payload has no data")
    details = _read_details(point)
    return ForeignRecord(
        identity=build_mem0_identity(point.point_id, text),
        place=place,
        content=text,
        said_at=read_foreign_date(point.payload.get("created_at")),
        author=details.author,
        session=details.session,
        tags=details.tags,
    )


def _list_texts(value: object) -> list[str]:
    values = cast("list[object]", value) if isinstance(value, list) else [value]
    return [text for each in values if (text := get_text(each)) is not None]

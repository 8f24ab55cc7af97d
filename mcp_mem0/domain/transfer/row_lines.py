"""Rows as lines of JSON, with every field, and back.

A field that has its default is left out. What a line says is compared with what its row would be
written as, so that a field which this program does not know is never dropped without a word.
"""

import base64
import json
import re
import struct
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any, Final, TypeAlias, cast

from pydantic import TypeAdapter, ValidationError

from mcp_mem0.domain.errors import RequestError, quote_value
from mcp_mem0.domain.model.attempts import Attempt
from mcp_mem0.domain.model.changes import Change
from mcp_mem0.domain.model.fingerprints import Fingerprint
from mcp_mem0.domain.model.rows import Episode, Excerpt, Fact, Head, Relation, Row
from mcp_mem0.domain.model.summaries import Summary
from mcp_mem0.domain.model.vectors import Vector

HEAD: Final = "head"
KINDS: Final[Mapping[str, type[Row]]] = {
    "episode": Episode,
    "excerpt": Excerpt,
    "fact": Fact,
    "relation": Relation,
    "change": Change,
    "summary": Summary,
    "attempt": Attempt,
    "fingerprint": Fingerprint,
}
"""The kinds of rows, in the order in which an export has them."""

StoredLine: TypeAlias = Row | Head

KIND_NAMES: Final = cast(
    "Mapping[type[StoredLine], str]", {kind: name for name, kind in KINDS.items()} | {Head: HEAD}
)
"""The names of kinds, as lines have them."""
_ADAPTERS: Final[dict[str, TypeAdapter[Any]]] = {
    name: TypeAdapter(kind) for name, kind in ({**KINDS, HEAD: Head}).items()
}
_BELIEF_TIMES: Final = frozenset({"recorded_at", "retired_at"})
# Valid in JSON as they are, and yet a terminal or an editor may obey them.
_HALF: Final = b"\\ud"
_UNSEEN: Final = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")


def encode_row(row: StoredLine, *, has_vectors: bool = True) -> bytes:
    """Return a row as one line of JSON in UTF-8, with its line break."""
    values = build_line(row)
    if not has_vectors:
        values.pop("vector", None)
    return encode_line(values)


def encode_line(values: Mapping[str, object]) -> bytes:
    """Return values as one line of JSON in UTF-8, with its line break."""
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return _UNSEEN.sub(_escape, text).encode() + b"\n"


def build_line(row: StoredLine) -> dict[str, Any]:
    """Return the fields of a row as JSON has them, without those that have their default."""
    return {"kind": KIND_NAMES[type(row)], **_build_object(row)}


def parse_line(line: bytes) -> tuple[str, dict[str, Any]]:
    """Read a line as its kind and all of its fields.

    Raises:
        RequestError: It is no JSON object in UTF-8 that says its kind.
    """
    try:
        values = json.loads(line.decode(), parse_constant=_refuse_constant)
        if _HALF in line.lower():
            # Half of a character can only come in as an escape, and nothing can store it.
            json.dumps(values, ensure_ascii=False).encode()
    except UnicodeDecodeError as error:
        raise RequestError("it is not written in UTF-8") from error
    except UnicodeEncodeError as error:
        raise RequestError("it has half of a character (a lone surrogate)") from error
    except (ValueError, RecursionError) as error:
        raise RequestError("it is cut off or damaged: it is no JSON") from error
    if not isinstance(values, dict):
        raise RequestError("it is no JSON object")
    found = cast("dict[str, Any]", values)
    kind = found.pop("kind", None)
    if not isinstance(kind, str):
        raise RequestError("it does not say its kind")
    return kind, found


def parse_row(kind: str, values: Mapping[str, Any], *, dimensions: int) -> StoredLine:
    """Return the row that the fields of a line are.

    Args:
        kind: Its kind.
        values: Its fields, as JSON has them.
        dimensions: How many numbers a vector has.

    Raises:
        RequestError: They are none: a field is missing, unknown or has another type.
    """
    if kind not in _ADAPTERS:
        known = ", ".join(_ADAPTERS)
        raise RequestError(f"its kind is {quote_value(kind)}; there are {known}")
    plain = dict(values)
    vector = plain.get("vector")
    try:
        if vector is not None:
            plain["vector"] = decode_vector(vector, dimensions)
        row = cast("StoredLine", _ADAPTERS[kind].validate_python(plain))
        written = _build_object(row, is_full=True)
    except ValidationError as error:
        problem = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(map(str, problem["loc"]))
        raise RequestError(f"its field {quote_value(place)}: {problem['msg']}") from error
    except (ValueError, OverflowError, TypeError) as error:
        raise RequestError(f"it has a value that cannot be stored ({error})") from error
    other = _find_difference(dict(values), written)
    if other is not None:
        raise RequestError(
            f"its field {quote_value(other)} is unknown, or has a value of another type"
        )
    return row


def encode_vector(vector: Vector) -> str:
    """Return a vector as 32-bit numbers, the lowest byte first, in base64."""
    return base64.b64encode(struct.pack(f"<{len(vector)}f", *vector)).decode()


def decode_vector(text: object, dimensions: int) -> Vector:
    """Return the vector that a text is.

    Raises:
        ValueError: It is none, or of another size.
    """
    if not isinstance(text, str):
        raise ValueError("a vector is no text")  # noqa: TRY004 - one kind of damage
    try:
        numbers = base64.b64decode(text, validate=True)
    except ValueError as error:
        raise ValueError("a vector is no base64") from error
    if len(numbers) != 4 * dimensions:
        raise ValueError(f"a vector does not have {dimensions} numbers")
    return struct.unpack(f"<{dimensions}f", numbers)


def _escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def _refuse_constant(name: str) -> object:
    raise ValueError(f"{name} is no number")


def _build_object(value: object, *, is_full: bool = False) -> dict[str, Any]:
    built: dict[str, Any] = {}
    for name, default in _list_fields(type(value)):
        found = getattr(value, name)
        if not is_full and default is not MISSING and found == default:
            continue
        if name == "vector" and found is not None:
            built[name] = encode_vector(found)
        elif name in _BELIEF_TIMES and found is not None:
            built[name] = _build_moment(found.astimezone(UTC))
        else:
            built[name] = _build_value(found, is_full=is_full)
    return built


def _build_value(value: object, *, is_full: bool) -> object:
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, datetime):
        return _build_moment(value)
    if isinstance(value, tuple):
        listed = cast("tuple[object, ...]", value)
        return [_build_value(each, is_full=is_full) for each in listed]
    if isinstance(value, Mapping):
        named = cast("Mapping[str, object]", value)
        return {key: _build_value(each, is_full=is_full) for key, each in named.items()}
    return _build_object(value, is_full=is_full)


def _build_moment(moment: datetime) -> str:
    if moment.utcoffset() is None:
        raise ValueError("a time has no offset")
    return moment.isoformat()


@cache
def _list_fields(kind: type[object]) -> tuple[tuple[str, object], ...]:
    """Return the fields of a kind, each with its default; `MISSING` if it must be written."""
    if not is_dataclass(kind):
        raise TypeError(f"{kind.__name__} cannot be exported")
    listed: list[tuple[str, object]] = []
    for each in fields(kind):
        default = each.default if each.default_factory is MISSING else each.default_factory()
        listed.append((each.name, default))
    return tuple(listed)


def _find_difference(given: object, written: object, name: str = "") -> str | None:
    """Return the place where a line says something that its row does not; None if nowhere."""
    if isinstance(given, dict) and isinstance(written, dict):
        own = cast("dict[str, object]", written)
        for key, value in cast("dict[str, object]", given).items():
            place = f"{name}.{key}" if name else key
            found = _find_difference(value, own[key], place) if key in own else place
            if found is not None:
                return found
        return None
    if isinstance(given, list) and isinstance(written, list):
        pairs = zip(cast("list[object]", given), cast("list[object]", written), strict=True)
        return next(filter(None, (_find_difference(*pair, name) for pair in pairs)), None)
    plain = cast("object", given)
    is_same = type(plain) is type(written) and (plain == written or _is_same_moment(plain, written))
    return None if is_same else name


def _is_same_moment(given: object, written: object) -> bool:
    try:
        return datetime.fromisoformat(str(given)) == datetime.fromisoformat(str(written))
    except (TypeError, ValueError):
        return False

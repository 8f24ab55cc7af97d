"""The wire format of Protocol Buffers, as far as LanceDB's own files use it."""

from collections.abc import Iterator
from typing import TypeAlias

Value: TypeAlias = int | bytes
Entry: TypeAlias = tuple[int, Value, bytes]
"""The number of a field, its value, and all bytes of it."""

_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5


def parse_message(message: bytes) -> Iterator[Entry]:
    """Yield the number, the value and all bytes of each field of a message.

    Raises:
        ValueError, IndexError: It is none, or not whole.
    """
    place = 0
    while place < len(message):
        first = place
        key, place = _read_varint(message, place)
        number, wire = key >> 3, key & 7
        value: Value
        if wire == _VARINT:
            value, place = _read_varint(message, place)
        elif wire in (_FIXED64, _FIXED32):
            size = 8 if wire == _FIXED64 else 4
            value, place = message[place : place + size], place + size
        elif wire == _BYTES:
            size, place = _read_varint(message, place)
            value, place = message[place : place + size], place + size
        else:
            raise ValueError(wire)
        if place > len(message):
            raise ValueError(place)
        yield number, value, message[first:place]


def _read_varint(message: bytes, place: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = message[place]
        place += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:  # noqa: PLR2004 - the last byte has no high bit
            return value, place


def unpack_numbers(packed: Value) -> list[int]:
    """Return the numbers of a packed field, or the one of a field that is not packed."""
    if isinstance(packed, int):
        return [packed]
    numbers: list[int] = []
    place = 0
    while place < len(packed):
        number, place = _read_varint(packed, place)
        numbers.append(number)
    return numbers


def write_varint(value: int) -> bytes:
    """Return a number as the format has it: seven bits a byte, the lowest first."""
    written = bytearray()
    while True:
        value, low = value >> 7, value & 127
        written.append(low | 128 if value else low)
        if not value:
            return bytes(written)


def write_bytes(number: int, content: bytes) -> bytes:
    """Return a field of bytes, or of a message."""
    return write_varint(number << 3 | _BYTES) + write_varint(len(content)) + content


def write_number(number: int, value: int) -> bytes:
    """Return a field of a number."""
    return write_varint(number << 3) + write_varint(value)


def as_bytes(value: Value) -> bytes:
    """Return the value of a field of bytes.

    Raises:
        TypeError: It is a number.
    """
    if isinstance(value, int):
        raise TypeError(value)
    return value


def as_int(value: Value) -> int:
    """Return the value of a field of a number, however it is written."""
    return value if isinstance(value, int) else int.from_bytes(value, "little")

"""Reading fields of values that came out of a file and may be of any type."""

from collections.abc import Mapping, Sequence
from typing import cast

from mcp_mem0.domain.errors import RequestError


def get_object(value: object) -> Mapping[str, object]:
    """Return a JSON object, or an empty one for anything else."""
    return cast("Mapping[str, object]", value) if isinstance(value, dict) else {}


def get_list(value: object) -> Sequence[object]:
    """Return a JSON array, or an empty one for anything else."""
    return cast("Sequence[object]", value) if isinstance(value, list) else ()


def get_text(value: object) -> str | None:
    """Return a text that is not blank, or None for anything else."""
    return value if isinstance(value, str) and value.strip() else None


def get_texts(value: object) -> tuple[str, ...]:
    """Return the texts in an array; of a text what its commas separate."""
    parts = value.split(",") if isinstance(value, str) else get_list(value)
    return tuple(text.strip() for part in parts if (text := get_text(part)) is not None)


def find_text(fields: Mapping[str, object], *names: str) -> str | None:
    """Return the first of some fields that has a text."""
    return next((text for name in names if (text := get_text(fields.get(name)))), None)


def describe_type(value: object) -> str:
    """Return what kind of JSON value something is, for a person."""
    names: dict[type[object], str] = {
        dict: "an object",
        list: "a list",
        str: "a text",
        bool: "true or false",
    }
    return names.get(type(value), "nothing" if value is None else "a number")


def build_version_error(name: str, lack: str, program: str) -> RequestError:
    """Return the error of a file that looks like a program's, and lacks what is read of it."""
    return RequestError(
        f"{name!r} is not as {program} writes it ({lack}): it may be of a version that is not read;"
        " see docs/importing.md"
    )

"""What a setting is called.

Its key is `recall.limit`: `limit` under `[recall]` in the file, `MCP_MEM0_RECALL_LIMIT` in the
environment, `--recall-limit` among the flags.
"""

import difflib
from collections.abc import Iterable, Iterator, Mapping
from typing import get_origin

from pydantic.fields import FieldInfo

from mcp_mem0.config.sections.table import Table
from mcp_mem0.config.settings import Settings

VARIABLE_PREFIX = "MCP_MEM0_"


def list_setting_keys() -> list[str]:
    """Every key that may be set, in the order of the example file."""
    return list(list_fields())


def format_variable(key: str) -> str:
    """Return the environment variable of a key."""
    return VARIABLE_PREFIX + key.replace(".", "_").upper()


def format_flag(key: str) -> str:
    """Return the flag of a key."""
    return "--" + key.replace(".", "-").replace("_", "-")


def find_nearest_name(name: str, known: Iterable[str]) -> str:
    """Return the known name that looks most like the given one; of equals, the first.

    Raises:
        ValueError: Nothing is known.
    """
    wanted = name.casefold()
    return max(known, key=lambda other: _compute_similarity(other.casefold(), wanted))


def list_fields() -> dict[str, FieldInfo]:
    """Every setting by its key."""
    return dict(_walk_fields(Settings, prefix=""))


def get_nested_table(field: FieldInfo) -> type[Table] | None:
    """Return the table that the field nests, or None for a setting."""
    kind = field.annotation
    return kind if isinstance(kind, type) and issubclass(kind, Table) else None


def is_list(field: FieldInfo) -> bool:
    """Whether the setting is a list; as text, its parts are separated by commas."""
    return get_origin(field.annotation) is tuple


def is_free_table(field: FieldInfo) -> bool:
    """Whether the setting is a table whose names are not ours."""
    return get_origin(field.annotation) is Mapping


def _walk_fields(table: type[Table], *, prefix: str) -> Iterator[tuple[str, FieldInfo]]:
    for name, field in table.model_fields.items():
        below = get_nested_table(field)
        if below is None:
            yield prefix + name, field
        else:
            yield from _walk_fields(below, prefix=f"{prefix}{name}.")


def _compute_similarity(known: str, wanted: str) -> float:
    return difflib.SequenceMatcher(a=known, b=wanted).ratio()

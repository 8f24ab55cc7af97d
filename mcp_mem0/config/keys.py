"""The names of a setting: its key in the file, its environment variable and its flag.

The key `recall.limit` is `limit` under `[recall]` in the file, `MCP_MEM0_RECALL_LIMIT` in the
environment and `--recall-limit` among the flags.
"""

import difflib
from collections.abc import Iterable, Iterator, Mapping
from typing import get_origin

from pydantic.fields import FieldInfo

from mcp_mem0.config.sections.table import Table, is_location
from mcp_mem0.config.settings import Settings

VARIABLE_PREFIX = "MCP_MEM0_"


def list_setting_keys() -> list[str]:
    """Return every key, in the order of the example file."""
    return list(list_fields())


def is_path_setting(key: str) -> bool:
    """Return whether a setting is a path or a URI."""
    return is_location(list_fields()[key])


def format_variable(key: str) -> str:
    """Return the environment variable of a key."""
    return VARIABLE_PREFIX + key.replace(".", "_").upper()


def format_flag(key: str) -> str:
    """Return the flag of a key."""
    return "--" + key.replace(".", "-").replace("_", "-")


def find_nearest_name(name: str, candidates: Iterable[str]) -> str:
    """Return the candidate that is most similar to a name; of equals, the first.

    Raises:
        ValueError: There are no candidates.
    """
    wanted = name.casefold()
    return max(candidates, key=lambda other: _compute_similarity(other.casefold(), wanted))


def list_fields() -> dict[str, FieldInfo]:
    """Return every setting by its key."""
    return dict(_walk_fields(Settings, prefix=""))


def get_nested_table(field: FieldInfo) -> type[Table] | None:
    """Return the table that the field nests, or None for a setting."""
    kind = field.annotation
    return kind if isinstance(kind, type) and issubclass(kind, Table) else None


def is_list(field: FieldInfo) -> bool:
    """Return whether a setting is a list; as text, its parts are separated by commas."""
    return get_origin(field.annotation) is tuple


def is_free_table(field: FieldInfo) -> bool:
    """Return whether a setting is a table with names that we do not define."""
    return get_origin(field.annotation) is Mapping


def _walk_fields(table: type[Table], *, prefix: str) -> Iterator[tuple[str, FieldInfo]]:
    for name, field in table.model_fields.items():
        below = get_nested_table(field)
        if below is None:
            yield prefix + name, field
        else:
            yield from _walk_fields(below, prefix=f"{prefix}{name}.")


def _compute_similarity(candidate: str, wanted: str) -> float:
    return difflib.SequenceMatcher(a=candidate, b=wanted).ratio()

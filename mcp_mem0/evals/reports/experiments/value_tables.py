"""Tables of any values, for experiments that have no tables of their own."""

from collections.abc import Iterator, Mapping
from typing import Final

from pydantic import JsonValue

from mcp_mem0.evals.reports.figure_table import NONE, FigureTable

ROWS_MAX: Final = 60
"""How many rows of one list are shown; report.json has all."""


def list_value_tables(title: str, value: JsonValue) -> Iterator[FigureTable]:
    """Return the tables of a value: one of its single values, one of each list in it."""
    if isinstance(value, list):
        yield from _list_rows(title, value)
    elif isinstance(value, dict):
        single = {key: each for key, each in _flatten(value).items() if _is_scalar(each)}
        yield FigureTable(
            title=title,
            columns=("what", "value"),
            rows=tuple((_write_words(key), _write_scalar(each)) for key, each in single.items()),
        )
        for key, each in _flatten(value).items():
            yield from _list_rows(f"{title}: {_write_words(key)}", each)
    else:
        yield FigureTable(title=title, columns=("value",), rows=((_write_scalar(value),),))


def _list_rows(title: str, value: JsonValue) -> Iterator[FigureTable]:
    """Return a list as a table, with a column for each key that has single values."""
    if not isinstance(value, list):
        return
    rows = [_flatten(each) if isinstance(each, dict) else {"value": each} for each in value]
    keys = [
        key
        for key in dict.fromkeys(key for row in rows for key in row)
        if all(_is_scalar(row.get(key)) for row in rows)
    ]
    hidden = len(rows) - ROWS_MAX
    yield FigureTable(
        title=title,
        columns=tuple(map(_write_words, keys)),
        rows=tuple(
            tuple(_write_scalar(row.get(key)) for key in keys) for row in rows[:ROWS_MAX] if keys
        ),
        note=f"{hidden} more are in report.json." if hidden > 0 else "",
        text_columns=tuple(
            _write_words(key) for key in keys if any(isinstance(row.get(key), str) for row in rows)
        ),
    )


def _flatten(value: Mapping[str, JsonValue], prefix: str = "") -> dict[str, JsonValue]:
    """Return an object with the keys of inner objects joined by a space."""
    flat: dict[str, JsonValue] = {}
    for key, each in value.items():
        if isinstance(each, dict):
            flat |= _flatten(each, f"{prefix}{key} ")
        else:
            flat[f"{prefix}{key}"] = each
    return flat


def _is_scalar(value: JsonValue) -> bool:
    return not isinstance(value, list | dict)


def _write_words(key: str) -> str:
    return key.replace("_", " ")


def _write_scalar(value: JsonValue) -> str:
    match value:
        case None:
            return NONE
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:,.3f}".rstrip("0").rstrip(".")
        case int():
            return f"{value:,}"
        case _:
            return str(value)

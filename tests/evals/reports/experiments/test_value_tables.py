"""Whatever an experiment writes can be shown: single values, lists, and objects within."""

from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from mcp_mem0.evals.reports.experiments.value_tables import ROWS_MAX, list_value_tables

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=12,
)


@given(VALUES)
def test_every_row_has_a_cell_for_each_column(value: JsonValue) -> None:
    for table in list_value_tables("any", value):
        assert {len(row) for row in table.rows} <= {len(table.columns)}


def test_inner_objects_are_flattened() -> None:
    (table,) = list_value_tables("clients", {"quiet": {"p50_ms": 4.25}, "errors": 0})

    assert table.rows == (("quiet p50 ms", "4.25"), ("errors", "0"))


def test_a_long_list_says_how_many_are_not_shown() -> None:
    (table,) = list_value_tables("steps", [{"session": n} for n in range(ROWS_MAX + 5)])

    assert len(table.rows) == ROWS_MAX
    assert table.note == "5 more are in report.json."

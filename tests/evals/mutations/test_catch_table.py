"""The checker of the cases can tell: it lets each right answer be, in whatever words, and catches
nearly all that are spoilt, in each way to spoil one."""

import pytest

from mcp_mem0.evals.mutations.answer_mutations import ALL_MUTATIONS
from mcp_mem0.evals.mutations.catch_table import (
    CatchRow,
    CatchTable,
    build_catch_table,
    render_catch_table,
)
from tests.support.shipped_cases import SHIPPED_CASES

SHARE_MIN = 0.95


@pytest.fixture(scope="module")
def table() -> CatchTable:
    return build_catch_table(SHIPPED_CASES)


@pytest.fixture(scope="module")
def rows(table: CatchTable) -> dict[str, CatchRow]:
    return {row.mutation: row for row in table.rows}


@pytest.mark.heavy
def test_each_right_answer_passes(table: CatchTable) -> None:
    assert [(alarm.case, alarm.faults) for alarm in table.false_alarms] == []
    assert table.cases == len(SHIPPED_CASES)
    assert table.paraphrases >= 190


@pytest.mark.heavy
@pytest.mark.parametrize("mutation", ALL_MUTATIONS)
def test_nearly_each_spoilt_answer_is_caught(rows: dict[str, CatchRow], mutation: str) -> None:
    row = rows[mutation]

    assert row.tried > 0
    assert row.share >= SHARE_MIN, f"it passes in {', '.join(row.missed_in)}"


def test_each_way_to_spoil_an_answer_is_tried_often(rows: dict[str, CatchRow]) -> None:
    rare = {name for name, row in rows.items() if row.tried < 10}

    assert rare <= {"targets of two UPDATEs exchanged"}


def test_the_table_shows_the_shares_and_where_a_spoilt_answer_passes() -> None:
    rows = (
        CatchRow(mutation="ends in 2020", tried=4, caught=3, missed_in=("yesterday",)),
        CatchRow(mutation="each fact thrice", tried=0, caught=0, missed_in=()),
    )
    table = CatchTable(cases=2, rows=rows, paraphrases=3, false_alarms=())

    assert render_catch_table(table).splitlines() == [
        "5 of 5 right answers pass: 2 as the cases give them, 3 in other words",
        "",
        "spoilt answers    tried  caught  share",
        "ends in 2020          4       3   75.0%  not in yesterday",
        "each fact thrice      0       0       -",
    ]

"""A mark never says of an id that is in the table that it is not there."""

import secrets
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mcp_mem0.adapters.lancedb_records.front.fold_marks import FoldMark
from mcp_mem0.domain.model.ids import IdMaker, Prefix

EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
seconds = st.integers(0, 40)


def make_id(second: int) -> str:
    return IdMaker(lambda: EPOCH + timedelta(seconds=second), secrets.randbelow).make_id(
        Prefix.EPISODE
    )


@given(st.lists(st.tuples(seconds, st.sets(seconds, max_size=4)), min_size=1, max_size=8))
def test_whatever_the_clock_said_each_id_in_the_table_may_be_there(
    folds: list[tuple[int, set[int]]],
) -> None:
    mark, table = FoldMark(), set[str]()
    for number, (second, made) in enumerate(folds):
        new = {make_id(each) for each in made}
        known = mark.knows_ids_until(second)
        mark = mark.build_next(number, new if known else new | table, until=second)
        table |= new
        assert all(map(mark.may_have, table))


def test_an_id_that_was_made_after_a_fold_is_not_in_the_table() -> None:
    mark = FoldMark().build_next(1, [make_id(3), make_id(20)], until=5)

    assert not mark.may_have(make_id(6))
    assert not mark.build_next(2, [make_id(7)], until=8).may_have(make_id(9))

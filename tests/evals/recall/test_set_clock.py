"""The clock of a measure begins where it is told and never stands still."""

from datetime import UTC, datetime

from mcp_mem0.evals.recall.set_clock import TICK, SetClock


def test_each_reading_is_one_tick_later() -> None:
    begin = datetime(2026, 5, 1, tzinfo=UTC)
    clock = SetClock(begin)

    assert [clock() - begin for _ in range(3)] == [TICK, 2 * TICK, 3 * TICK]

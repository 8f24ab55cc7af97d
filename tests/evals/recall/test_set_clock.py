"""The clock of a measure begins where it is told and never stands still."""

from datetime import UTC, datetime, timedelta, timezone

from mcp_mem0.evals.recall.set_clock import TICK, SetClock


def test_each_reading_is_one_tick_later() -> None:
    begin = datetime(2026, 5, 1, tzinfo=UTC)
    clock = SetClock(begin)

    assert [clock() - begin for _ in range(3)] == [TICK, 2 * TICK, 3 * TICK]


def test_it_is_moved_to_a_later_moment_and_shows_its_offset() -> None:
    clock = SetClock(datetime(2026, 5, 1, tzinfo=UTC))
    later = datetime(2026, 6, 1, 8, tzinfo=timezone(timedelta(hours=2)))

    clock.move_to(later)
    shown = clock()

    assert (shown - later, shown.utcoffset()) == (TICK, timedelta(hours=2))


def test_it_never_goes_back() -> None:
    begin = datetime(2026, 5, 1, tzinfo=UTC)
    clock = SetClock(begin)

    clock.move_to(begin - timedelta(days=1))

    assert clock() == begin + TICK

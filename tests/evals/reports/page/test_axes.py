"""Values are drawn between the ends of an axis, in proportion."""

import pytest

from mcp_mem0.evals.reports.page.axes import (
    build_count_axis,
    build_log_axis,
    build_percent_axis,
    write_mark,
    write_time_mark,
)


def test_half_of_a_hundred_per_cent_is_in_the_middle() -> None:
    axis = build_percent_axis(200, 100)

    assert [axis.place(each) for each in (0, 50, 100)] == [200, 150, 100]


def test_what_is_beyond_an_end_stands_at_it() -> None:
    assert build_percent_axis(0, 10).place(120) == 10


def test_equal_factors_are_equally_far_apart_on_a_log_axis() -> None:
    axis = build_log_axis([1, 10, 100], 0, 300)

    steps = [axis.place(value) for value in (1, 10, 100)]
    assert steps[1] - steps[0] == pytest.approx(steps[2] - steps[1])


def test_a_wide_log_axis_marks_powers_of_ten_and_a_narrow_one_more() -> None:
    assert build_log_axis([1, 1_000], 0, 1).marks == (1, 10, 100, 1_000)
    assert build_log_axis([90, 210], 0, 1).marks == (100, 200)


def test_one_value_alone_has_an_axis_too() -> None:
    assert 0 < build_log_axis([7], 0, 10).place(7) < 10
    assert build_count_axis([3], 0, 10).place(3) == 0


def test_many_counts_are_marked_in_steps() -> None:
    """Of 1 to 12 every second is marked, six in all."""
    assert build_count_axis(range(1, 13), 0, 1).marks == (1, 3, 5, 7, 9, 11)


def test_marks_are_written_as_people_read_them() -> None:
    assert write_mark(20_000) == "20,000"
    assert [write_time_mark(each) for each in (0.05, 20, 5_000)] == ["0.05 ms", "20 ms", "5.0 s"]

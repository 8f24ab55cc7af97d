"""A probability is never written as 0."""

import pytest

from mcp_mem0.evals.reports.pair_tables import format_p


@pytest.mark.parametrize(
    ("p", "shown"), [(0.0001, "< 0.001"), (0.001, "0.001"), (0.0421, "0.042"), (1.0, "1.000")]
)
def test_a_small_probability_is_written_as_such(p: float, shown: str) -> None:
    assert format_p(p) == shown

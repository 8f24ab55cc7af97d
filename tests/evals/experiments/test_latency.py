"""Percentiles are of the nearest rank."""

from mcp_mem0.evals.experiments.latency import Latency, measure_latency


def test_percentiles_are_times_that_were_measured() -> None:
    assert measure_latency([5.0, 1.0, 4.0, 2.0, 3.0]) == Latency(p50=3.0, p95=5.0)
    assert measure_latency(range(1, 101)) == Latency(p50=50, p95=95)
    assert measure_latency([]) is None

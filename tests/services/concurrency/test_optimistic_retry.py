"""How long a writer goes on that loses every race."""

from dataclasses import dataclass

import pytest

from mcp_mem0.domain.errors import StoreError
from mcp_mem0.services.concurrency.optimistic_retry import OptimisticRetry


@dataclass
class Stopwatch:
    """Seconds that a test lets pass."""

    now: float = 100.0

    def __call__(self) -> float:
        return self.now


async def test_a_writer_gives_up_only_after_many_attempts_and_a_long_time() -> None:
    stopwatch = Stopwatch()
    pace = OptimisticRetry(attempts_max=3, patience_s=60.0, wait_s=0.0, clock=stopwatch)

    await pace.pause("home", lost=500, started=100.0)
    stopwatch.now = 160.0
    await pace.pause("home", lost=2, started=100.0)
    with pytest.raises(StoreError) as caught:
        await pace.pause("home", lost=3, started=100.0)

    assert "space 'home' during each of 3 attempts" in str(caught.value)

"""How long the brief takes: the answer of recall without a query."""

import asyncio
import random
import tempfile
from pathlib import Path

from benchmarks.corpus import SEED, filled
from benchmarks.measure import table, timed
from mcp_mem0.app.running import build_app
from mcp_mem0.config import Settings
from mcp_mem0.domain.requests.model import RecallRequest

SPACES = 100
FACTS_PER_SPACE = 1_000
FACTS_IN_ONE = 10_000
TIMES = 200
WARM_UP = 10
LARGE = "large"


async def _filled(store: Path) -> None:
    small = dict.fromkeys(map(_space, range(SPACES)), FACTS_PER_SPACE)
    await filled(store, {**small, LARGE: FACTS_IN_ONE})


def _space(number: int) -> str:
    return f"space-{number}"


async def _measured(store: Path) -> list[tuple[object, ...]]:
    await _filled(store)
    chance = random.Random(SEED)
    async with build_app(Settings(store=str(store))) as app:

        async def brief(*spaces: str) -> None:
            await app.recall(RecallRequest(query=None, spaces=spaces, usual_spaces=spaces))

        async def of_one(number: int) -> None:  # noqa: ARG001 - each draws its own space
            await brief(_space(chance.randrange(SPACES)))

        async def of_two(number: int) -> None:  # noqa: ARG001 - each draws its own spaces
            await brief(*map(_space, chance.sample(range(SPACES), 2)))

        async def of_large(number: int) -> None:  # noqa: ARG001 - each is the same
            await brief(LARGE)

        asked = {
            f"one space of {FACTS_PER_SPACE:,} facts": of_one,
            f"two spaces of {FACTS_PER_SPACE:,} facts": of_two,
            f"one space of {FACTS_IN_ONE:,} facts": of_large,
        }
        rows: list[tuple[object, ...]] = []
        for what, call in asked.items():
            await timed(call, times=WARM_UP)
            timing = await timed(call, times=TIMES)
            rows.append((what, timing.p50, timing.p95))
        return rows


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        rows = asyncio.run(_measured(Path(folder) / "store"))
    total = SPACES * FACTS_PER_SPACE + FACTS_IN_ONE
    print(table(f"The brief, {total:,} facts in the store", ("of", "p50 ms", "p95 ms"), rows))


if __name__ == "__main__":
    main()

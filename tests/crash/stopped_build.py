"""A process that builds the memory of a conversation and stops after a session, to be killed there.

    python -m tests.crash.stopped_build STORES URL

It asks the model at a place and prints a line when the first session is built, before anybody noted
it.
"""

import sys
from pathlib import Path

import anyio

from mcp_mem0.evals.systems.catalogue import CONSTRUCTIONS
from mcp_mem0.evals.systems.open_source import open_builder
from tests.support.doubles import ReadableEmbedder
from tests.support.two_friends import FRIENDS, settings_for

CONSTRUCTION = CONSTRUCTIONS[0]


async def main() -> None:
    stores, url = Path(sys.argv[1]), sys.argv[2]
    async with open_builder(
        CONSTRUCTION, FRIENDS, stores, settings_for(url), embedder=ReadableEmbedder()
    ) as builder:
        async for _ in builder.remember_sessions():
            sys.stdout.write("built\n")
            sys.stdout.flush()
            await anyio.sleep_forever()


if __name__ == "__main__":
    anyio.run(main)

"""Three replicas over one bucket, killed again and again: nothing that one of them acknowledged is
lost, doubled or half applied, and the next ones go on."""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Generator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import anyio
import pytest

from mcp_mem0.domain.model.rows import Fact
from tests.support.s3_server import MOTO, build_options, s3_server
from tests.support.statement_writer import HERE, opened

KILLS = 3
REPLICAS = 3
ACKNOWLEDGED_MAX = 2

pytestmark = [
    pytest.mark.crash,
    pytest.mark.timeout(900),
    pytest.mark.skipif(not MOTO.exists(), reason="there is no .venv-s3: run `make test-heavy`"),
]


@pytest.fixture(scope="module")
def s3() -> Generator[str]:
    with s3_server() as address:
        yield address


@dataclass(frozen=True)
class Bucket:
    """A store in a bucket, and the replicas that write to it."""

    uri: str
    address: str

    @contextmanager
    def replica(self, name: str, shared: str) -> Generator["subprocess.Popen[str]"]:
        named = {key.upper(): value for key, value in build_options(self.address).items()}
        command = [sys.executable, "-m", "tests.crash.worker", self.uri, name, "1000", shared]
        with subprocess.Popen(
            [*command, "services", "lock"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, **named, "AWS_ALLOW_HTTP": "true"},
        ) as process:
            try:
                yield process
            finally:
                process.kill()

    async def begin(self) -> str:
        """Create the store with the fact that all correct, and return its lineage."""
        diary = await opened(self.uri, options=build_options(self.address))
        return (await diary.note("the score is unknown")).lineage

    async def read(self) -> tuple[list[Fact], list[str]]:
        """Return all facts, and what does not agree."""
        diary = await opened(self.uri, options=build_options(self.address))
        everything = replace(HERE, state="any")
        return await diary.records.find(Fact, everything), await diary.disagreements()


def read_lines(process: "subprocess.Popen[str]", limit: int | None) -> list[dict[str, str]]:
    """Read what a replica reports: up to this many lines, or until it ends."""
    assert process.stdout is not None
    lines: list[dict[str, str]] = []
    while limit is None or len(lines) < limit:
        line = process.stdout.readline()
        if not line.endswith("\n"):
            break
        lines.append(json.loads(line))
    return lines


def assert_kept(facts: Sequence[Fact], acknowledged: Sequence[dict[str, str]]) -> None:
    texts = {fact.id: fact.text for fact in facts}
    assert {each["row"]: texts.get(each["row"]) for each in acknowledged} == {
        each["row"]: each["text"] for each in acknowledged
    }
    times = Counter(fact.text for fact in facts)
    assert [text for text in times if times[text] > 1] == []
    still_open = Counter(fact.lineage for fact in facts if fact.is_open)
    assert [lineage for lineage in still_open if still_open[lineage] > 1] == []


def test_three_replicas_over_one_bucket_that_are_killed_lose_nothing(
    tmp_path: Path, s3: str
) -> None:
    bucket = Bucket(f"s3://bucket/{tmp_path.name}", s3)
    shared, chance = anyio.run(bucket.begin), Random(3)  # noqa: S311 - when to kill is no secret
    acknowledged: list[dict[str, str]] = []

    for kill in range(KILLS):
        with ExitStack() as stack:
            replicas = [
                stack.enter_context(bucket.replica(f"k{kill}r{number}", shared))
                for number in range(REPLICAS)
            ]
            acknowledged += read_lines(replicas[0], chance.randint(1, ACKNOWLEDGED_MAX))
            for replica in replicas:
                replica.kill()
            # What was still in the pipes was acknowledged too.
            for replica in replicas:
                acknowledged += read_lines(replica, None)
        facts, disagreements = anyio.run(bucket.read)
        assert disagreements == []
        assert_kept(facts, acknowledged)

    assert len(acknowledged) >= KILLS

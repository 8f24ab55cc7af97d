"""A real model server: llama.cpp's own Messages endpoint, which ignores the
schema, with a model so small that it babbles. The shape must hold, and nothing made up get in."""

import subprocess
import sys
from collections.abc import Generator
from pathlib import Path

import anyio
import pytest

from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.adapters.models.minilm_embedder import MiniLmEmbedder
from mcp_mem0.domain.grounding.quotes import is_quoted
from mcp_mem0.domain.model.attempts import Attempt
from mcp_mem0.domain.model.changes import Change
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Episode, Fact
from mcp_mem0.services.inspect.check import Check
from tests.support.remembering_model import configured
from tests.support.stdio_process import ANSWER_TIMEOUT_S, Child, child

SCRIPTS = "Scripts" if sys.platform == "win32" else "bin"
PYTHON = Path(__file__).parents[3] / ".venv-llama" / SCRIPTS / "python"
TIMEOUT_S = 900.0
WORDS = "I moved from Bergen to Oslo in May, because my sister Ines lives there."
EVERYTHING = Filter(spaces=("default",), state="any")

pytestmark = [
    pytest.mark.heavy,
    pytest.mark.anyio,
    pytest.mark.timeout(TIMEOUT_S + 60),
    pytest.mark.skipif(not PYTHON.exists(), reason="`make test-heavy` installs llama.cpp"),
]


@pytest.fixture
def llama(tmp_path: Path) -> Generator[str]:
    with (tmp_path / "llama.log").open("w") as log:
        server = subprocess.Popen(
            [PYTHON, Path(__file__).with_name("llama_server.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        assert server.stdout
        address = server.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:")
        yield address
        server.kill()
        server.communicate()


async def until_decided(server: Child) -> str:
    """Poll with a pause: otherwise it would use the one core that the model needs."""
    with anyio.fail_after(TIMEOUT_S):
        while True:
            found = await server.call("recall", query="Oslo")
            if "not decided yet" not in found:
                return found
            await anyio.sleep(1.0)


async def test_a_babbling_model_gets_no_invention_in(llama: str, tmp_path: Path) -> None:
    store = tmp_path / "store"
    configured(store, llama, timeout_s=500.0, max_tokens=256, answers_max=1)
    async with child(store) as server:
        message = {"role": "user", "content": WORDS}
        receipt = await server.call("remember", messages=[message], wait_s=ANSWER_TIMEOUT_S / 2)
        found = await until_decided(server)
        await server.close_input()

    assert receipt.startswith("remember: ")
    assert WORDS in found
    records = LanceRecords(str(store), identity=MiniLmEmbedder().identity)
    await records.open()
    (episode,) = await records.find(Episode, EVERYTHING)
    (change,) = await records.find(Change, EVERYTHING)
    attempts = await records.find(Attempt, EVERYTHING)
    said = episode.intake.all_messages[0]
    assert all(is_quoted(fact.quote, said) for fact in await records.find(Fact, EVERYTHING))
    # Either it answered with a decision, or it did not and the rules settled the episode.
    asked = [change.effort, *(attempt.effort for attempt in attempts)]
    assert sum(effort.tokens_in for effort in asked) > 0
    assert (change.effort.model is None) == bool(attempts)
    check = Check(records=records, dimensions=384)
    assert await check.find_violations() == []
    records.close()

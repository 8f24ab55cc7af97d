"""The quick start for a team, and a member who leaves, exactly as documented."""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.http_process import environment
from tests.support.http_server import TRANSPORTS, connected
from tests.support.mcp_calls import call_text

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.skipif(sys.platform == "win32", reason="the documents write for a POSIX shell"),
]

ROOT = Path(__file__).parents[3]


@dataclass(frozen=True)
class Shell:
    """A terminal in an empty home."""

    home: Path
    port: int

    def run(self, line: str) -> str:
        """Run a line that must succeed, and return what it prints."""
        done = subprocess.run(
            ["/bin/sh", "-c", line],
            cwd=self.home,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    @contextmanager
    def started(self, line: str) -> Generator[None]:
        """Run a server in the background, once it listens."""
        with subprocess.Popen(
            ["/bin/sh", "-c", f"exec {line}"],
            cwd=self.home,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        ) as server:
            try:
                assert server.stderr
                # It is silent afterwards, so that its pipe does not fill.
                assert any(b"listening on" in line for line in server.stderr)
                yield
            finally:
                server.terminate()

    @property
    def environment(self) -> dict[str, str]:
        programs = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        return {
            **environment(),
            "HOME": str(self.home),
            "XDG_CONFIG_HOME": str(self.home / ".config"),
            "XDG_DATA_HOME": str(self.home / ".local" / "share"),
            "PATH": programs,
            # The documents take the usual port, which somebody may have taken here.
            "MCP_MEM0_HTTP_PORT": str(self.port),
        }

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def token(self, subject: str) -> str:
        return (self.home / f"{subject}.token").read_text().strip()


def lines_of(document: str, heading: str) -> list[str]:
    """Return the lines of the first shell block under a heading."""
    _, _, text = (ROOT / document).read_text(encoding="utf-8").partition(f"## {heading}\n")
    block = re.search(r"```sh\n(.*?)```", text, flags=re.DOTALL)
    assert block
    return block[1].splitlines()


@pytest.fixture
def shell(tmp_path: Path) -> Generator[Shell]:
    """A terminal in which the quick start was followed, line by line, and its server runs."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        shell = Shell(tmp_path, int(probe.getsockname()[1]))
    lines = lines_of("README.md", "One memory for a team")
    assert len(lines) == 5
    with ExitStack() as servers:
        for line in lines:
            there = line.replace("http://127.0.0.1:8765", shell.url)
            if line.endswith("&"):
                servers.enter_context(shell.started(there.removesuffix("&")))
            else:
                shell.run(f"umask 077; {there}")
        yield shell


@pytest.mark.heavy
async def test_the_quick_start_gives_a_team_one_memory(shell: Shell) -> None:
    async with connected(shell.url, TRANSPORTS[1], token=shell.token("ana")) as ana:
        await call_text(ana, "remember", content="The release is on Friday", space="team")
        await call_text(ana, "remember", content="Ana dislikes Fridays")
    async with connected(shell.url, "sse", token=shell.token("bo")) as bo:
        found = await call_text(bo, "recall", query="What about Friday?")

    assert "The release is on Friday" in found
    assert "dislikes" not in found
    assert shell.url in (shell.home / ".claude.json").read_text()
    assert shell.url in (shell.home / ".codex" / "config.toml").read_text()


# What it does and who is let in is tested for itself; this is the page, followed to the letter.
@pytest.mark.heavy
async def test_when_a_member_leaves_their_facts_are_retired(shell: Shell) -> None:
    revoke, list_, dry_run, forget = lines_of("docs/security.md", "When a member leaves")
    async with connected(shell.url, TRANSPORTS[1], token=shell.token("ana")) as ana:
        await call_text(ana, "remember", content="The release is on Friday", space="team")
        for name in ("desk", "ide"):
            async with connected(shell.url, "sse", token=shell.token("bo"), name=name) as bo:
                await call_text(bo, "remember", content=f"Bo likes the {name}", space="team")

        shell.run(revoke)
        with pytest.raises(ExceptionGroup):
            async with connected(shell.url, TRANSPORTS[0], token=shell.token("bo")):
                pytest.fail("a revoked token came in")
        listed = shell.run(list_)
        shown = shell.run(dry_run)
        shell.run(forget)
        found = await call_text(ana, "recall", query="What does Bo like, and when is the release?")

    assert "bo (desk)" in listed
    assert "bo (ide)" in listed
    assert "Friday" not in listed
    assert "Bo likes the desk" in shown
    assert "Friday" in found
    assert "Bo likes" not in found

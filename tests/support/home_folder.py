"""A person's home folder of their own for a test: settings, store and clients in it."""

import contextlib
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from mcp_mem0.cli.connecting.paste import find_own_command
from tests.support.in_turn import IN_TURN

RUN_S_MAX = 120


@dataclass(frozen=True)
class Home:
    """A home folder, and the environment that a shell in it has."""

    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        """The environment of programs started in it; nothing from the user who runs the tests."""
        passed = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP") if name in os.environ}
        return {
            **passed,
            "HOME": str(self.folder),
            "USERPROFILE": str(self.folder),
            "PATH": os.defpath,
            "LANCE_CPU_THREADS": "2",
        }

    @property
    def store(self) -> Path:
        """Where its memory is."""
        return self.folder / ".local" / "share" / "mcp-mem0" / "store"

    def run(self, *words: str, given: str = "") -> subprocess.CompletedProcess[str]:
        """Run our command line in it."""
        return self.run_program(*find_own_command(), *words, given=given)

    def run_program(self, *words: str, given: str = "") -> subprocess.CompletedProcess[str]:
        """Run any program in it."""
        return subprocess.run(
            words,
            input=given,
            env=self.environment,
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=RUN_S_MAX,
            check=False,
        )

    def check_output(self, *words: str, given: str = "") -> str:
        """Run our command line in it, which must succeed, and return its output."""
        done = self.run(*words, given=given)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def check_outputs(self, *commands: tuple[str, ...]) -> list[str]:
        """Run commands in it, in one process, which must succeed, and return their outputs."""
        done = self.run_program(sys.executable, "-c", IN_TURN, json.dumps(commands))
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def killed_after(self, seconds: float, *words: str) -> None:
        """Run our command line in it, and kill it if it is not done by then."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            subprocess.run(
                [*find_own_command(), *words],
                env=self.environment,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=seconds,
                check=False,
            )


def home_in(folder: Path) -> Home:
    """Make a home folder."""
    folder.mkdir()
    return Home(folder)

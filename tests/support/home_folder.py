"""A person's home folder of their own for a test: settings, store and clients in it."""

import contextlib
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from mcp_mem0.cli.connecting.paste import find_own_command

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
        return subprocess.run(
            [*find_own_command(), *words],
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

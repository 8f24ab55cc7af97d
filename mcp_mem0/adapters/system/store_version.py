"""Reads the version of a local store from its folder alone, without opening the store.

The package that opens stores knows the folder too (`LocalPlace.versions`), but takes a second to
import, which is too slow for a hook.
"""

from pathlib import Path
from typing import Final

_VERSIONS: Final = Path("records.lance", "_versions")
_MANIFESTS: Final = "*.manifest"
_NOTE: Final = Path(".mcp_mem0", "flushed.json")


def read_store_version(store: str) -> str | None:
    """Return a value that changes with each commit to a store by any process, or None.

    None stands for a store in a bucket or on another machine, and for one that does not exist.
    """
    if "://" in store or not store.strip() or "\0" in store:
        return None
    try:
        folder = Path(store).expanduser().absolute()
        # Names count down, so the newest sorts first.
        newest = min((folder / _VERSIONS).glob(_MANIFESTS))
        # A recreated store counts from the beginning, so the time is needed too. The note has the
        # number of the last commit, which may not be in the table yet.
        return f"{newest} {newest.stat().st_mtime_ns} {_read_note(folder / _NOTE)}"
    except (OSError, RuntimeError, ValueError):
        return None


def _read_note(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip()
    except FileNotFoundError:
        return ""

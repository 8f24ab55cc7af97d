"""Which version a local store has, told from its folder alone: nothing is loaded or opened."""

from pathlib import Path
from typing import Final

TABLE: Final = "records"
_MANIFESTS: Final = "*.manifest"


def versions_folder(store: Path) -> Path:
    """Return the folder with a manifest for each version of a store's table."""
    return store / f"{TABLE}.lance" / "_versions"


def store_version(store: str) -> str | None:
    """Return what changes with each commit to a store, whoever makes it; None if that is not known.

    Not known is the version of a store in a bucket or on another machine, and of one that is not
    there.
    """
    if "://" in store or not store.strip() or "\0" in store:
        return None
    folder = versions_folder(Path(store).expanduser().absolute())
    try:
        # They count down, so that the newest comes first.
        newest = min(folder.glob(_MANIFESTS))
        # A store that was made again counts from the beginning, too.
        return f"{newest} {newest.stat().st_mtime_ns}"
    except (OSError, RuntimeError, ValueError):
        return None

"""Which version a local store has, told from its folder alone: nothing is loaded or opened.

The package that opens stores knows the folder too (`LocalPlace.versions`), but takes a second to
load, which a hook has not.
"""

from pathlib import Path
from typing import Final

_VERSIONS: Final = Path("records.lance", "_versions")
_MANIFESTS: Final = "*.manifest"


def read_store_version(store: str) -> str | None:
    """Return what changes with each commit to a store, whoever makes it; None if that is not known.

    Not known is the version of a store in a bucket or on another machine, and of one that is not
    there.
    """
    if "://" in store or not store.strip() or "\0" in store:
        return None
    try:
        folder = Path(store).expanduser().absolute() / _VERSIONS
        # They count down, so that the newest comes first.
        newest = min(folder.glob(_MANIFESTS))
        # A store that was made again counts from the beginning, too.
        return f"{newest} {newest.stat().st_mtime_ns}"
    except (OSError, RuntimeError, ValueError):
        return None

"""Names of pages that every file system takes, whatever the things on them are called."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from mcp_mem0.domain.visible_text import strip_invisible

NAME_BYTES_MAX: Final = 120
"""Shorter than any file system allows, so that a folder and an ending still fit."""

# Those that Windows refuses, and those that end a link in Obsidian.
_REFUSED: Final = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*\[\]#^]+')
_DEVICES: Final = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
_UNNAMED: Final = "unnamed"
_SUM_CHARS: Final = 6


def build_safe_name(name: str) -> str:
    """Return a name as a file can have it: the same, as far as that is possible."""
    visible = unicodedata.normalize("NFC", strip_invisible(name))
    plain = " ".join(_REFUSED.sub("-", visible).split()).strip(". ")
    cut = plain.encode()[:NAME_BYTES_MAX].decode(errors="ignore").strip(". ")
    if not cut.strip("-"):
        return _UNNAMED
    return f"{cut}_" if _DEVICES.fullmatch(cut) else cut


def choose_page_names(names: Iterable[str], *, taken: Iterable[str] = ()) -> dict[str, str]:
    """Return a name of a page for each name, no two of which a file system takes for one.

    Of names that would get the same, all but the first, by the alphabet, get a sum of theirs.

    Args:
        names: The names.
        taken: Names of pages that are taken already.
    """
    chosen: dict[str, str] = {}
    used = {_fold(name) for name in taken}
    for name in sorted({*names}):
        page = build_safe_name(name)
        if _fold(page) in used:
            digest = hashlib.sha256(name.encode(errors="replace")).hexdigest()
            page = f"{page} ({digest[:_SUM_CHARS]})"
        while _fold(page) in used:
            page += "_"
        used.add(_fold(page))
        chosen[name] = page
    return chosen


def _fold(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()

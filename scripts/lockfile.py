"""Reads requirements.lock: the release of each library, its hashes, and what requires it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
LOCK: Final = ROOT / "requirements.lock"
_HASH: Final = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_PIN: Final = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>[^ ;]+)(?: ; (?P<marker>[^\\]+))?")
_PARENT: Final = re.compile(r"    #(?: via)?\s+(?P<name>[a-z0-9-]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """One locked release.

    Attributes:
        name: The library.
        version: Its release.
        marker: Where it is installed; empty means everywhere.
        hashes: The SHA-256 of each of its files.
        parents: What asks for it.
    """

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]
    parents: tuple[str, ...]

    @property
    def requirement(self) -> str:
        """The requirement, without hashes."""
        return f"{self.name}=={self.version}" + (f" ; {self.marker}" if self.marker else "")


def locked_pins(lock: Path = LOCK) -> tuple[Pin, ...]:
    """Return all releases of a lock file."""
    return tuple(_pin(part) for part in _parts(lock.read_text(encoding="utf-8")))


def _parts(text: str) -> Iterator[list[str]]:
    part: list[str] = []
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        if part and not line.startswith(" "):
            yield part
            part = []
        part.append(line)
    if part:
        yield part


def _pin(lines: list[str]) -> Pin:
    found = _PIN.match(lines[0])
    if found is None:
        raise ValueError(f"{lines[0]!r} in the lock file is no exact release")
    return Pin(
        name=found["name"],
        version=found["version"],
        marker=(found["marker"] or "").strip(),
        hashes=tuple(each[1] for line in lines for each in [_HASH.search(line)] if each),
        parents=tuple(each["name"] for line in lines for each in [_PARENT.match(line)] if each),
    )

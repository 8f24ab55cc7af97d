"""What damage has cost: kept beside the store, and told until somebody has acknowledged it."""

import json
import logging
import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from mcp_mem0.adapters.lancedb_records.damage.forgotten_rows import ForgottenRows
from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace
from mcp_mem0.private_file import append_private_file, write_private_file

_log = logging.getLogger(__name__)

TOLD_FOR: Final = timedelta(days=14)
"""How long answers tell of a loss that nobody has acknowledged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """What one damage has cost.

    Attributes:
        found_at: When it was found and healed.
        said: What is lost, as a sentence without its end.
    """

    found_at: datetime
    said: str

    def describe(self) -> str:
        """Return the sentence that answers and `check` tell."""
        return (
            f"The store was damaged, and repaired on {self.found_at:%Y-%m-%d}: {self.said}"
            " (`mcp-mem0 check` says what no longer fits together, and `mcp-mem0 check --repair`"
            " ends this note)."
        )


def describe_risk(forgotten: ForgottenRows) -> str:
    """Return what losing rows may mean for what is left."""
    if forgotten.is_complete:
        return (
            "a correction may be among them, and then what it corrected is believed again (look"
            " through `mcp-mem0 history`); what was forgotten stays forgotten"
        )
    return (
        "a correction or a forgetting may be among them, and then what it closed is believed again:"
        " look through `mcp-mem0 history`, and forget it again"
    )


def report_damage(place: LocalPlace, sentence: str) -> None:
    """Write a sentence to the log, and to a file for those who never see the log."""
    _log.warning("the store was damaged: %s", sentence)
    # A full disk must not prevent healing.
    with suppress(OSError):
        line = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} {sentence}\n"
        append_private_file(place.ours / "healed.log", line.encode())


def report_loss(place: LocalPlace, sentence: str) -> None:
    """Report damage that has cost rows; answers tell it, too."""
    report_damage(place, sentence)
    with suppress(OSError):
        entry = {"found_at": datetime.now(UTC).isoformat(), "said": sentence}
        append_private_file(place.losses, (json.dumps(entry) + "\n").encode())


class LossList:
    """The losses of a store that answers tell: not for ever, and only until it is acknowledged.

    Args:
        place: The store's folder.
    """

    def __init__(self, place: LocalPlace) -> None:
        self._path = place.losses
        self._stamp: tuple[int, int] | None = None
        self._losses: list[Loss] = []

    def list(self, now: datetime) -> "list[Loss]":
        """Return the losses that nobody has acknowledged yet, oldest first."""
        stamp = self._read_stamp()
        if stamp != self._stamp:
            self._losses = _read_losses(self._path)
            self._stamp = stamp
        return [loss for loss in self._losses if now - loss.found_at < TOLD_FOR]

    def clear(self) -> None:
        """Tell the losses so far no more; they stay in `healed.log`."""
        with suppress(OSError):
            if self._read_stamp() is not None:
                write_private_file(self._path, b"")

    def _read_stamp(self) -> tuple[int, int] | None:
        try:
            status = os.stat(self._path)  # noqa: PTH116 - for every answer
        except OSError:
            return None
        return (status.st_size, status.st_mtime_ns) if status.st_size else None


def _read_losses(path: Path) -> list[Loss]:
    found: list[Loss] = []
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return found
    for line in lines:
        with suppress(ValueError, KeyError, TypeError):
            entry = json.loads(line)
            found_at = datetime.fromisoformat(entry["found_at"])
            found.append(Loss(found_at=found_at, said=str(entry["said"])))
    return found

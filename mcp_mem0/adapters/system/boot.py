"""The id of the current boot: after a reboot, unflushed writes may be lost."""

import subprocess
import sys
import time
from pathlib import Path
from typing import Final

_LINUX_BOOT_ID: Final = Path("/proc/sys/kernel/random/boot_id")
_ROUNDING_S: Final = 60


def read_boot_id() -> str:
    """Return a text that is the same until the machine starts again."""
    if _LINUX_BOOT_ID.exists():
        return _LINUX_BOOT_ID.read_text(encoding="ascii").strip()
    if sys.platform == "darwin":
        command = ["/usr/sbin/sysctl", "-n", "kern.bootsessionuuid"]
        asked = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
        return asked.stdout.strip()
    # Windows counts its monotonic clock from the start; clocks are set by less than a minute.
    return str(round((time.time() - time.monotonic()) / _ROUNDING_S))

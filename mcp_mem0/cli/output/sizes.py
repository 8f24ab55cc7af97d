"""Writing sizes for a person; the bytes themselves are in the JSON."""

from typing import Final

_STEP: Final = 1_000
_UNITS: Final = ("bytes", "KB", "MB", "GB", "TB")


def format_size(size: int) -> str:
    """Return a number of bytes in a unit that a person reads, such as "1.3 MB"."""
    value, unit = float(size), 0
    while value >= _STEP and unit < len(_UNITS) - 1:
        value, unit = value / _STEP, unit + 1
    return f"{size:,} bytes" if unit == 0 else f"{value:,.1f} {_UNITS[unit]}"

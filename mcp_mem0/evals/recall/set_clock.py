"""A clock for measuring: what is told and asked has the day that it says, whatever today is."""

from datetime import datetime, timedelta
from typing import Final

TICK: Final = timedelta(milliseconds=1)


class SetClock:
    """Begins at a moment and advances by a millisecond each time that it is read.

    So rows are recorded one after the other, and the next run records them at the same moments.
    """

    def __init__(self, begin: datetime) -> None:
        self._now = begin

    def __call__(self) -> datetime:
        """Return the current time."""
        self._now += TICK
        return self._now

    def move_to(self, moment: datetime) -> None:
        """Show a moment, with its offset; never one that is earlier than was shown before."""
        self._now = max(self._now, moment).astimezone(moment.tzinfo)

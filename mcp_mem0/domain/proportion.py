"""`Proportion`, how many of how many."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Proportion:
    """Some of a number of things, of which there may be none."""

    count: int = 0
    total: int = 0

    @property
    def share(self) -> float | None:
        """The share, from 0 to 1; None of nothing."""
        return self.count / self.total if self.total else None

    def __add__(self, other: "Proportion") -> "Proportion":
        """Count the things of both."""
        return Proportion(count=self.count + other.count, total=self.total + other.total)

"""Usage: how many model calls were made, their tokens and their time."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """Answered calls, their tokens and their duration.

    `tokens_in` counts everything the model read; `tokens_cached` is the part of it that the
    endpoint took from its prompt cache and charges less for.
    """

    calls: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    tokens_cached: int = 0
    milliseconds: int = 0

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(
            calls=self.calls + other.calls,
            tokens_in=self.tokens_in + other.tokens_in,
            tokens_out=self.tokens_out + other.tokens_out,
            tokens_cached=self.tokens_cached + other.tokens_cached,
            milliseconds=self.milliseconds + other.milliseconds,
        )

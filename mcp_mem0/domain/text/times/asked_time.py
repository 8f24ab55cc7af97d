"""What a question says about time: the periods that it asks for, and in which order.

Read by rules over words of time, not by a library for dates: the one that we tried takes 1 to 60 ms
for a question, reads names and "may" as dates, knows no "last spring", and returns a moment where a
period is meant.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, groupby
from typing import Final, Literal, TypeAlias

from mcp_mem0.domain.text.normalise import SPACELESS
from mcp_mem0.domain.text.times.date_parts import find_date_parts
from mcp_mem0.domain.text.times.period_choice import PeriodChooser
from mcp_mem0.domain.text.times.periods import AskedPeriod, find_periods
from mcp_mem0.domain.text.times.readings import fold_case, list_readings
from mcp_mem0.domain.text.times.tokens import TimeToken

WHEN_PLACE_MAX: Final = 5
"""How many words may stand before "when" in a question for a time: "do you know when …"."""

EVENT_WORDS_MAX: Final = 8
CHARS_READ_MAX: Final = 500
"""How much of a question is read: one longer than that is a text, and its dates are details."""

EventSide: TypeAlias = Literal["before", "after"]
AskedOrder: TypeAlias = Literal["first", "last"]

_SIDES: Final[tuple[EventSide, ...]] = ("before", "after")
_SIDE_KINDS: Final = (
    *_SIDES,
    *(f"{side}_{way}" for side in _SIDES for way in ("loosely", "behind")),
)
_ORDERS: Final[tuple[AskedOrder, ...]] = ("first", "last")


@dataclass(frozen=True, slots=True)
class AskedEvent:
    """What a question places its answer before or after, in its own words: "she moved"."""

    words: tuple[str, ...]
    side: EventSide


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedTime:
    """What a question says about time.

    Attributes:
        periods: The days that it names.
        asks_when: Whether it asks when something was, or how long.
        order: Whether it asks for the first or the last of several times.
        event: What it places its answer before or after.
        is_future: Whether it speaks of plans, or of what is to come.
        words: The words by which it names these days, in lower case.
    """

    periods: tuple[AskedPeriod, ...] = ()
    asks_when: bool = False
    order: AskedOrder | None = None
    event: AskedEvent | None = None
    is_future: bool = False
    words: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing about time."""
        return not (self.periods or self.asks_when or self.order or self.event)


NO_TIME: Final = AskedTime()


def read_asked_time(text: str, today: date, *, since: date | None = None) -> AskedTime:
    """Return what a question says about time.

    A month, season or weekday without a year is the nearest past one, or the nearest to come if the
    question speaks of plans. Seasons are those of the north.

    Args:
        text: The question, in any of the languages of `languages`.
        today: The day from which "yesterday" is counted.
        since: If given, a month without a year is the first one since then.
    """
    for tokens in list_readings(fold_case(text[:CHARS_READ_MAX])):
        found = _TimeReader(tokens, today, since).read()
        if not found.is_empty:
            return found
    return NO_TIME


@dataclass(frozen=True, slots=True)
class _TimeReader:
    tokens: Sequence[TimeToken]
    today: date
    since: date | None

    def read(self) -> AskedTime:
        parts = find_date_parts(self.tokens, self.today)
        taken = {place for part in parts for place in range(part.begin, part.end)}
        free = [token for place, token in enumerate(self.tokens) if place not in taken]
        is_future = any(token.has_any("future") for token in free)
        chooser = PeriodChooser(self.today, self.since, is_future)
        periods = find_periods(self.tokens, parts, chooser)
        return AskedTime(
            periods=periods,
            asks_when=self._is_asking_when(),
            order=next((order for order in _ORDERS if _has_kind(free, order)), None),
            event=None if periods else self._find_event(taken),
            is_future=is_future,
            words=tuple(self.tokens[place].text for place in sorted(taken)) if periods else (),
        )

    def _is_asking_when(self) -> bool:
        if _has_kind(self.tokens, "how_long"):
            return True
        places = (place for place, token in enumerate(self.tokens) if token.has_any("when"))
        place = next(places, None)
        if place is None:
            return False
        # "What did she do when she moved?" asks for something else.
        is_early = place <= WHEN_PLACE_MAX or self.tokens[place].is_spaceless
        return is_early and not _has_kind(self.tokens[:place], "interrogatives")

    def _find_event(self, taken: set[int]) -> AskedEvent | None:
        if not any(token.has_any(*_SIDE_KINDS) for token in self.tokens):
            return None
        for place, token in enumerate(self.tokens):
            # "Since when" asks for a time; it is no event.
            if place in taken or _has_kind(self.tokens[place + 1 : place + 2], "when"):
                continue
            for side in _SIDES:
                words: tuple[str, ...] = ()
                if token.has_any(side) or self._is_loose_side(place, side):
                    words = _list_clause_words(self.tokens[place + 1 :])
                elif token.has_any(f"{side}_behind"):
                    words = _list_clause_words(self.tokens[:place][::-1])[::-1]
                if words:
                    return AskedEvent(_join_signs(words), side)
        return None

    def _is_loose_side(self, place: int, side: EventSide) -> bool:
        """Whether a word that also means a place stands before an article."""
        is_loose = self.tokens[place].has_any(f"{side}_loosely")
        return is_loose and _has_kind(self.tokens[place + 1 : place + 2], "articles")


def _has_kind(tokens: Sequence[TimeToken], kind: str) -> bool:
    return any(token.has_any(kind) for token in tokens)


def _list_clause_words(tokens: Sequence[TimeToken]) -> tuple[str, ...]:
    """Return the words up to the end of the clause."""
    words: list[str] = []
    for token in tokens:
        if token.has_any("comma") and not words:
            continue
        if token.has_any("break", "comma") or len(words) == EVENT_WORDS_MAX:
            break
        words.append(token.text)
    return tuple(words)


def _join_signs(words: Sequence[str]) -> tuple[str, ...]:
    """Return words with the signs of a script without spaces in one run."""
    runs = groupby(words, key=lambda word: SPACELESS.match(word) is not None)
    joined = (["".join(run)] if is_spaceless else run for is_spaceless, run in runs)
    return tuple(chain.from_iterable(joined))

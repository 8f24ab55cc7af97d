"""The days of feasts that people name instead of a date."""

from datetime import date
from typing import Final

from mcp_mem0.domain.text.times.calendar import DayRange, add_days

_FIRST_YEAR: Final = 2
_LAST_YEAR: Final = 9998
_JULIAN_DAYS: Final = 13
"""How far the Julian calendar is behind, from 1900 to 2099."""


def build_feast(year: int, feast: int) -> DayRange:
    """Return the days of a feast, by its place among those of `TimeLanguage.feasts`.

    Christmas is 24 to 26 December, Easter Good Friday to Easter Monday.
    """
    year = min(max(year, _FIRST_YEAR), _LAST_YEAR)
    match feast:
        case 0:
            return DayRange(date(year, 12, 24), date(year, 12, 26))
        case 1:
            return _surround_easter(_find_easter(year))
        case 2:
            return DayRange(date(year, 12, 31), date(year, 12, 31))
        case 3:
            return DayRange(date(year, 1, 1), date(year, 1, 1))
        case 4:
            return DayRange(date(year, 1, 6), date(year, 1, 7))
        case _:
            return _surround_easter(_find_julian_easter(year))


def _surround_easter(sunday: date) -> DayRange:
    return DayRange(add_days(sunday, -2), add_days(sunday, 1))


def _find_easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar, by the rule of Meeus, Jones and Butcher."""
    century = year // 100
    golden = year % 19
    shift = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    moon = shift - (shift // 28) * (1 - (29 // (shift + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    days = moon - weekday
    month = 3 + (days + 40) // 44
    return date(year, month, days + 28 - 31 * (month // 4))


def _find_julian_easter(year: int) -> date:
    """Return Easter Sunday of the Julian calendar, as a day of the Gregorian one."""
    moon = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + weekday + 114, 31)
    return add_days(date(year, month, day + 1), _JULIAN_DAYS)

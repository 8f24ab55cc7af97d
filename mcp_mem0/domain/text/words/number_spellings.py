"""One spelling for numbers that are written in several: versions, times, amounts and prices.

The full-text index splits "3.2.4" into three words, which "4.2.3" has, too. So such a number is
written once more as one word, in which "d" stands for the dot: "3d2d4". The same number with other
signs is the same word ("7:30", "7.30" and, of a clock with 24 hours, "7h30"; "1,000", "1.000" and
"1000"), and so is a number with its unit ("10gb").
"""

import re
from collections.abc import Iterator
from typing import Final

from mcp_mem0.domain.text.words.units import UNITS

NUMBER_DOT: Final = "d"
"""What stands for the dot in a number that is one word."""

_NOON: Final = 12

_DOTTED: Final = re.compile(r"(?<!\d)(?<!\d[.,])\d+(?:\.\d+)+")
_VERSION: Final = re.compile(rf"(?:\bv(?:\. ?)?)?{_DOTTED.pattern}")
_DECIMAL_COMMA: Final = re.compile(r"(?<!\d)(?<!\d[.,])\d+,\d{1,2}(?![\d,])")
_GROUPED: Final = re.compile(
    r"(?<!\d)(?<!\d[.,'])"
    # The same separator throughout; Indian numbers have groups of two before the last one.
    r"(?P<whole>\d{1,3}(?P<mark>[.,' ])\d{3}(?:(?P=mark)\d{3})*|\d{1,2}(?:,\d{2})+,\d{3})"
    r"(?:[.,](?P<rest>\d{1,2}))?(?![.,']?\d)"
)
# Numbers of telephones and accounts, which everybody groups in another way.
_LONG: Final = re.compile(r"(?<![\w.,-])\d{2,5}(?:[ /-]\d{2,8})+(?![\w-])")
_LONG_DIGITS_MIN: Final = 7
_THOUSANDS: Final = re.compile(r"(?<![\w.,])(\d{1,3})k\b")

_HOUR: Final = r"(?<![\w.:])(?P<hour>[01]?\d|2[0-4])"
_CLOCK_OF_12: Final = re.compile(rf"{_HOUR}(?:[:.](?P<minute>[0-5]\d))? ?(?P<half>[ap])\.?m\b")
_CLOCK_OF_24: Final = re.compile(
    rf"{_HOUR}(?::(?P<minute>[0-5]\d)(?!\d)|(?:[.:](?P<minute_of_uhr>[0-5]\d))? ?uhr\b"
    r"|h(?P<minute_of_h>[0-5]\d)?\b)"
)

_AMOUNT: Final = r"\d{1,3}(?:[.,' ]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)*"
_UNIT: Final = "|".join(map(re.escape, sorted(UNITS, key=len, reverse=True)))
_MEASURED: Final = re.compile(rf"(?<![\w.,])({_AMOUNT})[ -]?({_UNIT})(?![\w/²])")
_PRICED: Final = re.compile(rf"([$€£¥]) ?({_AMOUNT})")


_SPLIT: Final = re.compile(r"\d[.,:' h]\d")


def has_split_number(text: str) -> bool:
    """Return whether the index splits a number of a text into pieces."""
    return _SPLIT.search(text) is not None


def blank_split_numbers(text: str) -> str:
    """Return a text without the numbers that the index would split, but that are one word here.

    Their pieces say nothing: "7:30 pm" has two of them in common with "7:45 pm for 30 people".

    Args:
        text: In lower case, in NFKC.
    """
    for pattern in (_CLOCK_OF_12, _CLOCK_OF_24, _GROUPED, _VERSION, _DECIMAL_COMMA):
        text = pattern.sub(" ", text)
    return text


def find_number_spellings(text: str) -> Iterator[str]:
    """Return the words that stand for the numbers of a text; some come twice.

    Args:
        text: In lower case, in NFKC.
    """
    yield from (match[0].replace(".", NUMBER_DOT) for match in _DOTTED.finditer(text))
    yield from (match[0].replace(",", NUMBER_DOT) for match in _DECIMAL_COMMA.finditer(text))
    yield from (_join_groups(match) for match in _GROUPED.finditer(text))
    yield from filter(_is_long, (_keep_digits(match[0]) for match in _LONG.finditer(text)))
    yield from (f"{match[1]}000" for match in _THOUSANDS.finditer(text))
    yield from map(_spell_time, _CLOCK_OF_12.finditer(text))
    yield from map(_spell_time, _CLOCK_OF_24.finditer(text))
    yield from (_spell_measure(match[1], match[2]) for match in _MEASURED.finditer(text))
    yield from (_spell_measure(match[2], match[1]) for match in _PRICED.finditer(text))


def _join_groups(match: re.Match[str]) -> str:
    whole = _keep_digits(match["whole"])
    return f"{whole}{NUMBER_DOT}{match['rest']}" if match["rest"] else whole


def _keep_digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def _is_long(digits: str) -> bool:
    return len(digits) >= _LONG_DIGITS_MIN


def _spell_time(match: re.Match[str]) -> str:
    """Return a time of a clock with 24 hours: "19d30"."""
    parts = match.groupdict()
    hour = int(parts["hour"])
    if "half" in parts and hour <= _NOON:
        hour = hour % _NOON + (_NOON if parts["half"] == "p" else 0)
    minutes = (value for name, value in parts.items() if name.startswith("minute"))
    return f"{hour}{NUMBER_DOT}{next(filter(None, minutes), '00')}"


def _spell_measure(amount: str, unit: str) -> str:
    grouped = _GROUPED.fullmatch(amount)
    number = _join_groups(grouped) if grouped else re.sub(r"[.,' ]", NUMBER_DOT, amount)
    return f"{number}{UNITS[unit]}"

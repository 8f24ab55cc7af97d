"""Reading the numbers of a text, however digits are grouped: 84,000, 84 000, 84k, 61.5k."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

DIGITS_MIN: Final = 3
"""A shorter number tells nothing by itself."""

_NUMBER: Final = re.compile(
    r"(?<![\w.,])(?:(?:\+\d{1,3}[ -]?)?(?P<dialled>\d{2,4}(?:[-. ]\d{2,4}){2,})(?!\d)"
    r"|(?P<short>\d{1,3}[.,]\d{1,2})k\b"
    r"|(?P<grouped>\d{1,3}(?:[.,' \u00a0\u202f]\d{3})+)(?:[.,]\d{1,2})?(?!\d)"
    r"|(?P<joined>\d+(?:-\d+)*)(?P<kilo>k\b)?)",
    re.IGNORECASE,
)
_YEAR: Final = re.compile("(?:19|20)[0-9]{2}")


@dataclass(frozen=True, slots=True)
class NumberSpan:
    """A number in a text.

    Attributes:
        digits: Its digits.
        first: Its first group of digits, which is how a sentence is read.
        start: Where it begins.
        end: Where it ends.
    """

    digits: str
    first: str
    start: int
    end: int

    @property
    def is_telling(self) -> bool:
        """Whether it is long enough to tell something, and no year."""
        return len(self.digits) >= DIGITS_MIN and _YEAR.fullmatch(self.digits) is None


def find_numbers(text: str) -> Iterator[NumberSpan]:
    """Yield the numbers of a text that has no compatibility signs (`fold_digits`), in order."""
    for match in _NUMBER.finditer(text):
        spelled = match["dialled"] or match["short"] or match["grouped"] or match["joined"]
        groups = re.findall(r"\d+", spelled)
        if match["short"]:
            # "61.5k" is 61 thousand and 500.
            groups[1] = groups[1].ljust(3, "0")
        digits = "".join(groups) + ("000" if match["kilo"] else "")
        yield NumberSpan(digits, groups[0], match.start(), match.end())


def fold_digits(text: str) -> str:
    """Return a text with plain digits and spaces in place of wide ones."""
    return unicodedata.normalize("NFKC", text)


def spell_number(digits: str) -> tuple[str, ...]:
    """Return the usual ways to write a number, its plain digits first."""
    if not digits.isdigit() or len(digits) <= DIGITS_MIN:
        return (digits,)
    grouped = f"{int(digits):,}"
    kilo = _spell_thousands(digits)
    return (digits, grouped, grouped.replace(",", "."), grouped.replace(",", " "), *kilo)


def _spell_thousands(digits: str) -> tuple[str, ...]:
    """Return a number as thousands: "84k", "61.5k"; none if it has more digits than that."""
    whole, rest = digits[:-3], digits[-3:].rstrip("0")
    if not whole or len(rest) > len("12"):
        return ()
    return (f"{whole}.{rest}k", f"{whole},{rest}k") if rest else (f"{whole}k",)

"""`TimeLexicon`: the words of time of a language, by phrase, for looking them up."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Final, Literal, TypeAlias, get_args

from mcp_mem0.domain.text.times.languages.language import TimeLanguage

Unit: TypeAlias = Literal["hour", "day", "weekend", "week", "month", "year"]
UNITS: Final[tuple[Unit, ...]] = get_args(Unit)

Kinds: TypeAlias = Mapping[str, int]
"""What a phrase may be, by the field of `TimeLanguage` that has it: its place among the things of
that field, or the number of units or days that it stands for. "weak" is a form that counts only
beside another word of time.
"""

_FIRST_VALUES: Final = {"numbers": 1, "shifts": -2, "days": -2, "years": -2}
_WORD: Final = re.compile(r"[^\s']+")


@dataclass(frozen=True, slots=True)
class TimeLexicon:
    """The phrases of a language.

    Attributes:
        phrases: What each phrase may be; the words of a phrase are separated by single spaces.
        longest: By its first word, how many words the longest phrase has.
    """

    phrases: Mapping[str, Kinds]
    longest: Mapping[str, int]


@lru_cache(maxsize=32)
def build_time_lexicon(language: TimeLanguage) -> TimeLexicon:
    """Return the phrases of a language; it is built once."""
    phrases: dict[str, dict[str, int]] = {}
    for kind, value, form in _list_forms(language):
        kinds = phrases.setdefault(form.lstrip("?"), {})
        kinds.setdefault(kind, value)
        if form.startswith("?"):
            kinds["weak"] = 1
    longest: dict[str, int] = {}
    for phrase in phrases:
        words = phrase.split(" ")
        longest[words[0]] = max(len(words), longest.get(words[0], 0))
    return TimeLexicon(phrases, longest)


def _list_forms(language: TimeLanguage) -> Iterator[tuple[str, int, str]]:
    """Yield the kind, the value and each form of everything that a language names."""
    endings = language.endings.split("|") if language.endings else []
    for field in fields(TimeLanguage):
        if field.name == "endings":
            continue
        things: str = getattr(language, field.name)
        first = _FIRST_VALUES.get(field.name, 0)
        for value, forms in enumerate(things.split(";"), start=first):
            for form in filter(None, forms.split("|")):
                yield field.name, value, form
                if field.name in {"months", "weekdays", "seasons", "feasts", "units", "days"}:
                    yield from ((field.name, value, form + ending) for ending in endings)

"""Reading from when something announced is so: "From Monday the standup will be in room 310".

Only a word for "from" with a day, week, month, season or date announces; where that word also means
"since" ("desde", "od"), a word for what is to come must stand beside it.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from mcp_mem0.domain.text.normalise import SPACELESS
from mcp_mem0.domain.text.times.date_parts import find_date_parts
from mcp_mem0.domain.text.times.languages.known import SPACED
from mcp_mem0.domain.text.times.lexicon import build_time_lexicon
from mcp_mem0.domain.text.times.period_choice import PeriodChooser
from mcp_mem0.domain.text.times.readings import fold_case, list_readings

CHARS_MAX: Final = 300
"""Longer statements say more than one thing."""

DATE_WORDS_MAX: Final = 6

_FROM: Final = re.compile(
    r"\b(?:(?P<ahead>(?:starting|beginning|effective)(?:\s+(?:in|on|from|as of))?|from|as of"
    r"|ab(?:\s+dem)?|à partir d(?:e la|e|u|es)|dès(?: le| la)?|a partir d(?:el?|el? la|a|o|os)"
    r"|vanaf|met ingang van"
    r"|a partire d(?:al|alla|a)|a decorrere dal|począwszy od|начиная с)"
    r"|(?P<also>since|seit|von|desde(?: el| la)?|d(?:al|alla|a)|od|со?))\s+",
    re.IGNORECASE,
)
_BEHIND: Final = re.compile(
    r"(?P<turkish>(?:[\w']+\s+){0,2}[\w']+[td][ae]n\s+(?:itibaren|sonra))"
    r"|(?P<arabic>(?:ابتداء|ابتداءً|بدءا|بدءًا|اعتبارا|اعتبارًا)\s+من\s+(?:\w+\s+){0,3}?\w+)",
    re.IGNORECASE,
)
_BEHIND_SIGN: Final = re.compile("itibaren|sonra|ابتداء|بدء|اعتبار", re.IGNORECASE)
"""Without one of them `_BEHIND` finds nothing, and takes longest for it."""

_DAY_SIGNS: Final = (
    r"(?:[上下这這本来來次]个?(?:周|星期|週|月|年)[一二三四五六日天]?|(?:周|星期|週)[一二三四五六日天]|明天|明日|明年"
    r"|(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:\d{1,2}[日号號])?|来週の?|来月|来年|[月火水木金土日]曜日?"
    r"|다음\s?(?:주|달|해)|내일|[월화수목금토일]요일|\d{1,2}월(?:\s?\d{1,2}일)?)+"
)
_SPACELESS_FROM: Final = re.compile(
    rf"从?(?P<chinese>{_DAY_SIGNS})(?:起|开始|開始)[，,]?|(?P<japanese>{_DAY_SIGNS})から[、,]?"
    rf"|(?P<korean>{_DAY_SIGNS})부터[,]?"
)
_WORD: Final = re.compile(r"[^\s,;:()]+")
_AFTER: Final = re.compile(
    r"[\s,]*(?:\b(?:onwards?|on|an|en adelante|em diante|in poi|af)\b(?=[\s,.]|$)(?!\s+\d))?[\s,]*",
    re.IGNORECASE,
)
# With their accents: "à" ends a span, "a reunião" begins a clause.
_ENDS: Final = frozenset(
    ("to", "until", "till", "through", "bis", "à", "au", "hasta", "al", "fino", "até", "ao", "tot")
)
_FUTURE: Final = re.compile(
    r"(?P<be>\b(?:will|shall)\s+be\b|(?<=\w)'ll\s+be\b|\bva(?:i|n)?\s+(?:a\s+)?(?:être|ser|estar|ficar)\b"
    r"|\b(?:sera|seront|será|serán|serão|estará|sarà|saranno|ficará|będzie|będą|wird|werden|wordt"
    r"|worden|zal|zullen|होगा|होगी|होंगे|سيكون|ستكون)\b)"
    r"|(?P<have>\b(?:will|shall)\s+have\b)"
    r"|(?P<none>\b(?:will|shall|is going to|are going to|am going to|będę|будет|будут|буду"
    r"|olacak|سوف|zijn(?=[.!]?$))\b|(?<=\w)'ll\b|将会|将|會)\s*",
    re.IGNORECASE,
)
_IS: Final = re.compile(
    r"\b(?:is|are|am|ist|sind|bin|est|sont|es|son|é|è|sono|is|zijn|jest)\b", re.IGNORECASE
)
_VERB_AHEAD: Final = re.compile(
    r"\b(?P<who>[^\W\d_]+)(?: will| shall|'ll) (?P<verb>(?!be\b|have\b)[a-z]+)\b"
)
_PLURAL_WHO: Final = frozenset({"i", "we", "you", "they"})
_HISSING: Final = ("s", "x", "ch", "sh", "o")
_NAMED_DAYS: Final = frozenset({"months", "weekdays", "seasons", "feasts", "days", "years"})
_CORES: Final = _NAMED_DAYS | {"units"}
_SMALL: Final = frozenset({"articles", "links", "into", "shifts", "numbers"})


@dataclass(frozen=True, slots=True)
class Announcement:
    """What a statement announces.

    Attributes:
        text: The statement as it will be true then: "The standup is in room 310 now".
        when: The words for the day: "Monday".
    """

    text: str
    when: str


# The same statements are compared in each answer again.
@lru_cache(maxsize=4_096)
def read_announcement(text: str) -> Announcement | None:
    """Return what a statement announces for a day to come; None if it announces nothing."""
    if len(text) > CHARS_MAX:
        return None
    if SPACELESS.search(text):
        found = _SPACELESS_FROM.search(text)
        when = found and next(filter(None, found.groups()))
        return _build(text, found.start(), found.end(), when, "现在") if found and when else None
    for found in _FROM.finditer(text):
        end = _read_date(text, found.end())
        is_ahead = found["ahead"] is not None or _FUTURE.search(text) is not None
        if end is not None and is_ahead and _is_stated(text, found, end):
            when = text[found.start() : end]
            after = _AFTER.match(text, end)
            return _build(text, found.start(), after.end() if after else end, when, "now")
    found = _BEHIND.search(text) if _BEHIND_SIGN.search(text) else None
    if found is not None and _has_core(found[0]):
        return _build(text, found.start(), found.end(), found[0], "now")
    return None


def read_announced_start(text: str, said: date) -> date | None:
    """Return the day from which a statement holds that announces something, said on a day."""
    announced = read_announcement(text)
    if announced is None:
        return None
    chooser = PeriodChooser(said, None, is_future=True)
    for tokens in list_readings(fold_case(announced.when)):
        parts = find_date_parts(tokens, said)
        if len(parts) == 1:
            days = next(iter(chooser.list_days(parts[0])), None)
            if days is not None:
                return days.first
    return None


def _read_date(text: str, start: int) -> int | None:
    """Return where the words of a date end that begin at a place; None if there is no date."""
    end = start
    for number, match in enumerate(_WORD.finditer(text, start)):
        word = fold_case(match[0]).strip(".!?")
        kinds = _find_kinds(word)
        is_number = word[:1].isdigit()
        is_small = not _SMALL.isdisjoint(kinds) or is_number
        if number >= DATE_WORDS_MAX or (_CORES.isdisjoint(kinds) and not is_small):
            break
        if end > start and text[end : match.start()].strip():
            # A comma ends the date.
            break
        if _has_core(text[start:end]) and _CORES.isdisjoint(kinds) and not is_number:
            break
        end = match.start() + len(match[0].rstrip(".!?"))
    if not _has_core(text[start:end]):
        return None
    following = _WORD.search(text, end)
    return None if following and fold_case(following[0]) in _ENDS else end


def _is_stated(text: str, found: re.Match[str], end: int) -> bool:
    """Whether a date within a sentence tells from when: "a letter from June" does not."""
    before = text[: found.start()].strip()
    if not before or before.endswith((",", ";", ":")):
        return True
    following = _WORD.match(text[end:].lstrip(" "))
    if following and following[0][0].isupper():
        # "From May Street".
        return False
    if _FUTURE.search(text):
        return True
    is_said_of = _IS.search(before) is not None
    return is_said_of and _IS.fullmatch(before.rpartition(" ")[2]) is None


def _has_core(phrase: str) -> bool:
    """Whether words name a day, or a unit of time with "next" or "this"."""
    kinds = [_find_kinds(fold_case(word).strip(".")) for word in _WORD.findall(phrase)]
    if any(not _NAMED_DAYS.isdisjoint(each) for each in kinds):
        return True
    return any("units" in each for each in kinds) and any("shifts" in each for each in kinds)


@lru_cache(maxsize=4_096)
def _find_kinds(word: str) -> frozenset[str]:
    found: set[str] = set()
    for language in SPACED:
        found |= build_time_lexicon(language).phrases.get(word, {}).keys()
    return frozenset(found)


def _build(text: str, start: int, end: int, when: str, now: str) -> Announcement | None:
    """Return a statement without the words for the day and the future."""
    left = f"{text[:start].rstrip(' ,')} {text[end:]}".strip(" ,")
    present = _VERB_AHEAD.sub(_inflect_verb, left)
    stated = _FUTURE.sub(_replace_future, present).strip(" .!")
    if _FUTURE.match(left):
        # "Ab Juni wird Tom das Team leiten": the subject comes first then.
        stated = stated.removeprefix("is ")
    if not stated:
        return None
    stated = " ".join(stated.split())
    plain = stated[0].upper() + stated[1:]
    if now == "now":
        return Announcement(f"{plain} now", when)
    return Announcement(plain, when)


def _replace_future(match: re.Match[str]) -> str:
    if match["be"]:
        return "is "
    return "has " if match["have"] else ""


def _inflect_verb(match: re.Match[str]) -> str:
    """Return the verb after "will" as it is of the present: "she will lead", "she leads"."""
    who, verb = match["who"], match["verb"]
    if who.casefold() in _PLURAL_WHO:
        return f"{who} {verb}"
    return f"{who} {verb}{'es' if verb.endswith(_HISSING) else 's'}"

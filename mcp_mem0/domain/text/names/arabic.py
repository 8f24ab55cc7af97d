"""Finding names in Arabic, Persian and Hebrew, whose scripts have no capitals.

A name is shown by

1. itself, if it is a frequent given name that is no other word, perhaps with "and" or "for" in
   front; those that are ("hope", "generous") need more;
2. what introduces it: "my name is", a title, and of relatives the words for father, mother and son
   ("أم خالد", "علي بن حسن"); "servant of" with a word of God's names;
3. where somebody lives or goes: "أعيش في دبي".

A family name that follows belongs to it: "أحمد المصري".
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from mcp_mem0.domain.text.languages.late_patterns import compile_late
from mcp_mem0.domain.text.names.arabic_words import (
    COMMON_PLACES,
    FAMILY_ARTICLE,
    GIVEN_NAMES,
    HEBREW_NAMES,
    KIN,
    MOVES,
    NAMERS,
    NOT_NAMED,
    ORDINARY_NAMES,
    PLACE_VERBS,
)

_WORD: Final = re.compile("[\u0621-\u065f\u0670-\u06d3\u05d0-\u05ea'\"׳״]+")
_POINTS: Final = re.compile("[\u064b-\u065f\u0670\u0640]")
_PREFIX: Final = re.compile("^(?:و|ف|ل|ب|ول|وب)(?=\\w{3})")
_NISBA: Final = re.compile(f"{FAMILY_ARTICLE}\\w{{2,}}ي")
_NAMES: Final = GIVEN_NAMES | ORDINARY_NAMES
_FATHERS: Final = frozenset({"أبو", "ابو", "أبا", "أم", "ام", "بن", "ابن", "بنت"})
_FATHER_OF: Final = frozenset({"أبو", "ابو", "أبا"})
_SERVANT: Final = "عبد"
_IMPERFECT: Final = re.compile("[يت]\\w{2,}|لا$|لم$|ليس|لديه|عنده|لديها|عندها|كان|سوف|سي|ست")
_MAY_BE_VERB: Final = re.compile(
    "^(?:\\w{1,3}|[يتسن]\\w+|\\w+ت|\\wا\\w\\w|است\\w+|ا[نتشعخحجرقكمس]ت?\\w+|أ\\w{3}|ال\\w+)$"
)
"""What a verb may look like: short, with the prefix of the present, or derived."""

_TRANSPARENT: Final = frozenset({"مدينة", "دولة", "محافظة", "ولاية", "إمارة"})
_HEBREW_NAMERS: Final = (
    "(?:קוראים ל(?:י|ו|ה)|שמי|שמו|שמה|שמי הוא|אני נקרא|גברת|מר|ד\"ר|ד״ר|פרופ') "
    "(?P<name>[\u05d0-\u05ea]{2,12})"
)
_HEBREW_PLACE: Final = (
    "(?:גר|גרה|גרים|גרות|מתגורר|מתגוררת|נולדתי|נולד|נולדה) ב(?!בית|דירה|עיר|קיבוץ|מושב|כפר|צפון"
    "|דרום|מרכז|חו|שכונה|שכירות|קומה|רחוב|מקום|וילה|יחד|שנת|ית|לי|אותו)"
    "(?P<name>[\u05d0-\u05ea]{2,12}(?: (?:אביב|שבע|גן|תקווה|לציון|השרון|סבא|ים))?)"
)
_HEBREW_WORD: Final = (
    "(?<![\u05d0-\u05ea])[ולבמש]?(?P<name>[\u05d0-\u05ea]{2,10})(?![\u05d0-\u05ea])"
)
_PERSIAN_NAMED: Final = (
    "(?:اسم|نام)(?:م| من| او| پسرم| دخترم)? (?P<name>[\u0621-\u06d3]{2,12}) (?:است|هست)"
)
_PERSIAN_PLACE: Final = (
    "در (?!خانه|آپارتمان|شهر|روستا|یک|این|آن|اینجا|خارج|حومه|طبقه"
    "|خوابگاه)(?P<name>[\u0621-\u06d3]{2,12}) زندگی"
)


class _Spoken(NamedTuple):
    """A word without points and without what is written in front of it, and where it stands."""

    text: str
    start: int
    end: int


def find_arabic_names(text: str) -> Iterator[tuple[int, int]]:
    """Yield where names stand in Arabic or Persian text; the first of those that overlap counts."""
    for pattern in (_PERSIAN_NAMED, _PERSIAN_PLACE):
        for match in compile_late(pattern).finditer(text):
            yield match.span("name")
    words = [
        _Spoken(_POINTS.sub("", match[0]), match.start(), match.end())
        for match in _WORD.finditer(text)
    ]
    place = 0
    while place < len(words):
        start = _find_start(words, place)
        length = 0 if start is None else _measure_name(words, place, text)
        if start is not None and length:
            yield start, words[place + length - 1].end
        place += max(1, length)


def _find_start(words: list[_Spoken], place: int) -> int | None:
    """Return where the name begins that a word is the first of, or None."""
    word = words[place]
    before = words[place - 1].text if place else ""
    if before in NAMERS and _is_introduced(before, word.text):
        return word.start
    if before in KIN and word.text in _NAMES:
        return word.start
    if (word.text in GIVEN_NAMES or _is_subject(words, place)) and not _is_duty(words, place):
        return word.start
    if _is_kunya(words, place) or _is_servant(words, place):
        return word.start
    bare = _PREFIX.sub("", word.text)
    if bare != word.text and bare in GIVEN_NAMES:
        return word.end - len(bare) if word.end - word.start == len(word.text) else word.start
    return word.start if _is_place(words, place) else None


def _is_kunya(words: list[_Spoken], place: int) -> bool:
    """Whether "father of" or "mother of" opens a name here: "أم خالد"."""
    after = words[place + 1].text if place + 1 < len(words) else ""
    return (words[place].text in _FATHERS and after in GIVEN_NAMES) or (
        words[place].text in _FATHER_OF and after in _NAMES
    )


def _is_servant(words: list[_Spoken], place: int) -> bool:
    text = words[place].text
    after = words[place + 1].text if place + 1 < len(words) else ""
    is_whole = text.startswith(_SERVANT + FAMILY_ARTICLE) and len(text) > len("عبدالله") - 1
    return is_whole or (text == _SERVANT and after.startswith((FAMILY_ARTICLE, "الله")))


def _is_introduced(namer: str, word: str) -> bool:
    """Whether a word after "my name is" or a title is a name; a verb may follow a title."""
    if word in NOT_NAMED:
        return False
    return word in _NAMES or not namer.startswith(FAMILY_ARTICLE) or not _MAY_BE_VERB.match(word)


def _is_subject(words: list[_Spoken], place: int) -> bool:
    """Whether a word that may be a name opens a text, and a verb follows it."""
    if place or words[place].text not in ORDINARY_NAMES or len(words) == 1:
        return False
    return _IMPERFECT.match(words[1].text) is not None


def _is_duty(words: list[_Spoken], place: int) -> bool:
    """Whether علي is "I have to"."""
    return words[place].text == "علي" and [word.text for word in words[place + 1 : place + 2]] == [
        "أن"
    ]


def _is_place(words: list[_Spoken], place: int) -> bool:
    """Whether a word is where somebody lives or goes."""
    if place >= 1 and words[place - 1].text in _TRANSPARENT:
        return _is_proper(words[place].text)
    if place < len(("verb", "in")) or not _is_proper(words[place].text):
        return False
    joint = words[place - 1].text
    # Its subject may stand between: "يسكن أخي في تونس".
    verbs = {word.text for word in words[max(0, place - len(("verb", "who", "in"))) : place - 1]}
    return (joint == "في" and not PLACE_VERBS.isdisjoint(verbs)) or (
        joint == "إلى" and not MOVES.isdisjoint(verbs)
    )


def _is_proper(word: str) -> bool:
    """Whether a word after "in" names a place: cities have no article or are known with it."""
    if word in COMMON_PLACES or len(word) < len("دبي"):
        return False
    return not word.startswith(FAMILY_ARTICLE) or word in _CITIES_WITH_ARTICLE


_CITIES_WITH_ARTICLE: Final = frozenset(
    [
        "القاهرة",
        "الرياض",
        "الدمام",
        "الكويت",
        "الدوحة",
        "المنامة",
        "الخرطوم",
        "الجزائر",
        "الرباط",
        "الإسكندرية",
        "الشارقة",
        "العراق",
        "الأردن",
        "السعودية",
        "المغرب",
        "الدار",
        "اليمن",
        "الهند",
        "الصين",
        "اليابان",
        "السودان",
        "النمسا",
    ]
)


def _measure_name(words: list[_Spoken], place: int, text: str) -> int:
    """Return how many words a name has: family names follow it without a sign between."""
    end = place + 1
    if _is_kunya(words, place) or (words[place].text == _SERVANT and end < len(words)):
        end += 1
    if _is_place(words, place):
        return end - place
    while end < len(words) and end - place < len(("given", "son", "father", "family")):
        between = text[words[end - 1].end : words[end].start]
        word = words[end].text
        if between != " " or not (
            word in _NAMES
            or _NISBA.fullmatch(word)
            or _is_servant(words, end)
            or (place == 0 and _is_family(words, end))
            or (word in _FATHERS and end + 1 < len(words))
        ):
            break
        end += 1
    return end - place


def _is_family(words: list[_Spoken], place: int) -> bool:
    """Whether a word with an article stands between a name and its verb: "سلمى الشريف تدير"."""
    text = words[place].text
    after = words[place + 1].text if place + 1 < len(words) else ""
    return (
        text.startswith(FAMILY_ARTICLE)
        and not text.endswith("ة")
        and _IMPERFECT.match(after) is not None
    )


def find_hebrew_names(text: str) -> Iterator[tuple[int, int]]:
    """Yield where names stand in Hebrew text; the first of those that overlap counts."""
    for pattern in (_HEBREW_NAMERS, _HEBREW_PLACE):
        for match in compile_late(pattern).finditer(text):
            yield match.span("name")
    for match in compile_late(_HEBREW_WORD).finditer(text):
        if match["name"] in HEBREW_NAMES:
            yield match.span("name")
        elif match[0] in HEBREW_NAMES:
            yield match.span()

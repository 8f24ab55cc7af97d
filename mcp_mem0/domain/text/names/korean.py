"""Finding names in Korean, which has spaces and particles but no capitals.

A name is shown by

1. a surname and two syllables of given names, with a particle or a title: "김민수는";
2. an honorific or a title after it: "민수 씨", "박지영 선생님", but not "아저씨" and "우리 선생님";
3. what is said of people, after two syllables of given names and a particle: "지영이는 … 살아요";
4. what is called so: "이름은 X입니다", "X라고 해요";
5. where somebody lives: "부산에 살아요".
"""

import re
from collections.abc import Iterator
from typing import Final

from mcp_mem0.domain.text.languages.late_patterns import compile_late
from mcp_mem0.domain.text.names.korean_words import (
    COMMON_PLACES,
    COMMON_WORDS,
    DOUBLE_SURNAMES,
    GIVEN_FIRST,
    GIVEN_LAST,
    NO_FULL_NAMES,
    NOT_HONORED,
    PERSON_ENDS,
    PLACE_ENDS,
    SURNAMES,
    TITLES,
)

_START: Final = "(?<![\uac00-\ud7afA-Za-z0-9])"
_END: Final = "(?![\uac00-\ud7af])"
_GIVEN: Final = f"[{GIVEN_FIRST}][{GIVEN_LAST}]"
_PARTICLE: Final = (
    "(?:이?(?:은|는|이|가|을|를|의|와|과|랑|에게|한테|께서|께|도|만|하고|보다|처럼|부터|까지|네"
    "|로부터)"
    "|입니다|이에요|예요|이야|야|이고|라고|이라고|이라는|라는)"
)

_FULL: Final = (
    f"{_START}(?P<name>(?:{DOUBLE_SURNAMES})[{GIVEN_LAST}]|(?:{DOUBLE_SURNAMES}"
    f"|[{SURNAMES}]){_GIVEN})"
    f"(?:{_PARTICLE}{_END}|(?= ?(?:{TITLES})(?:{_PARTICLE})?{_END}))"
)
_ALONE: Final = (
    f"(?:^|(?<=[,.!?:\\n] )|(?<=친구 )|(?<=동료 )|(?<=사장 )|(?<=담당자 )|(?<=감독 )|(?<=작가 )"
    f"|(?<=가수 )|(?<=배우 ))"
    f"(?P<name>[{SURNAMES}]{_GIVEN})(?=$|[,.!?:]| (?:그리고|및))"
)
_HONORED: Final = (
    f"{_START}(?P<name>[\uac00-\ud7af]{{2,4}}?|(?![{SURNAMES}그저])[\uac00-\ud7af](?= )) ?(?:씨"
    f"|님)(?=$|[^\uac00-\ud7af]|{_PARTICLE}{_END}|는|에)"
)
_TITLED: Final = (
    f"{_START}(?P<name>{_GIVEN}|[{SURNAMES}]{_GIVEN}) (?:{TITLES})(?:{_PARTICLE})?{_END}"
)
_PERSON: Final = (
    f"{_START}(?P<name>{_GIVEN})(?:이)?(?:는|은|가|랑|와|과|한테|에게"
    f"|의)(?= [^.!?\n]{{0,30}}(?:{PERSON_ENDS}))"
)
_NAMED: Final = (
    "(?:이름은|이름이|성함은|별명은) (?P<name>[\uac00-\ud7af]{1,8}?)(?=입니다|이에요|예요|이야|야"
    "|이다|다|라고|이라고|$|[.,!])"
    f"|{_START}(?P<said>[\uac00-\ud7af]{{2,6}}?)(?=(?:이)?라고 (?:합니다|해요|불러|부르|부릅|불리))"
    f"|{_START}(?P<titled>[\uac00-\ud7af]{{2,6}}?)(?=(?:이)?(?:라는|란) (?:친구|사람|이름|강아지"
    f"|개|고양이|회사|가게|도시|마을|동네|영화|책|식당|카페|나라|앱|동료|배우|가수|감독|선수|작가"
    f"|남자|여자|아이|학생|브랜드|게임|노래|팀))"
)
_PLACE: Final = (
    f"{_START}(?P<name>[\uac00-\ud7af]{{2,6}}?)(?:에서|으로|로|에)(?= (?:혼자 |같이 |가족과 "
    f"|오래 |계속 |쭉 )?(?:{PLACE_ENDS}))"
    f"|{_START}(?P<origin>[\uac00-\ud7af]{{2,6}}?)(?= 출신)"
)


def find_korean_names(text: str) -> Iterator[tuple[int, int]]:
    """Yield where names stand in Korean text; they may overlap, and the first one is meant."""
    for pattern, no_names in _RULES:
        for match in compile_late(pattern).finditer(text):
            group = match.lastgroup or ""
            if match[group] in no_names or match[group][1:] in no_names & COMMON_WORDS:
                continue
            yield _cut_ending(match) if pattern in {_FULL, _ALONE} else match.span(group)


def _cut_ending(match: re.Match[str]) -> tuple[int, int]:
    """Return where a full name stands; "서준이" is a given name with what is said after it."""
    start, end = match.span("name")
    is_given = match["name"].endswith("이") and _GIVEN_ONLY.match(match["name"])
    return (start, end - 1) if is_given else (start, end)


_GIVEN_ONLY: Final = re.compile(_GIVEN)

_NONE_OF_FULL: Final = NO_FULL_NAMES | frozenset(
    word for word in COMMON_WORDS if len(word) >= len("김민수")
)
_RULES: Final = (
    (_NAMED, COMMON_WORDS),
    (_FULL, _NONE_OF_FULL),
    (_ALONE, _NONE_OF_FULL),
    (_HONORED, NOT_HONORED | COMMON_WORDS),
    (_TITLED, COMMON_WORDS),
    (_PERSON, COMMON_WORDS),
    (_PLACE, COMMON_PLACES),
)
"""What shows a name, the surest first, and what is none there."""

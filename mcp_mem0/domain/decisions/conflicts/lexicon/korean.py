"""Patterns of Korean by which claims are read, without its spaces."""

import re
from typing import Final

from mcp_mem0.domain.decisions.conflicts.claims.claim import Aspect
from mcp_mem0.domain.decisions.conflicts.lexicon.spaceless_words import (
    ROLE,
    LifePattern,
    PlacePattern,
)

_NOW: Final = "(?:이제|지금은?|현재)"
_OWNER: Final = "(?P<owner>저희|제|내|나의|저의|우리|사용자의|[^의]{1,8}(?=의))의?"
_TITLE: Final = "(?:씨|님)"
_BE: Final = "(?:입니다|이에요|예요|이다|다)"
_BE_NOT: Final = "(?:가|이)아니(?:다|에요|야|니다)"
_BECOME: Final = "(?:으로|로)(?:바뀌었|변경됐|변경되었).*|(?:이|가)(?:됐|되었).*"
_SUBJECT: Final = "(?:는|은|이|가)"
_WHO: Final = (
    f"^{_NOW}?(?:(?P<who>저희|저|나|우리|내|제|[^는은이가]{{1,6}}?){_SUBJECT})?"
    "(?:이제|지금은?|지난달에?|작년에?|최근에?|[0-9]+월에)*"
)

ROLE_PATTERNS: Final = (
    re.compile(
        f"^{_NOW}?{_OWNER}(?:새로운|새)?{ROLE}{_SUBJECT}{_NOW}?"
        f"(?P<value>.{{1,20}}?){_TITLE}?(?:{_BE}|{_BECOME})?$"
    ),
    re.compile(
        f"^{_NOW}?(?P<value>.{{1,12}}?){_TITLE}?{_SUBJECT}{_NOW}?(?:더이상)?"
        f"{_OWNER}(?:새로운|새)?{ROLE}(?:{_BE}|{_BE_NOT}|{_BECOME})?$"
    ),
)
_PLACES: Final[tuple[tuple[str, Aspect, str], ...]] = (
    ("home", "holds", "(?P<value>[^는은]{1,12}?)에(?:서)?(?:살|거주|산다|삽)"),
    (
        "home",
        "changed",
        "(?:[^는은]{1,8}에서)?(?P<value>[^는은]{1,12}?)(?:으로|로)(?:이사|옮겼|이주)",
    ),
    (
        "work",
        "holds",
        "(?P<value>[^는은]{1,16}?)에(?:서)?(?:일하|일한|일해|일합|근무|다니|다녀|다닌|다닙)",
    ),
    ("work", "changed", "(?P<value>[^는은]{1,16}?)(?:으로|로)이직"),
    ("left", "ended", "(?P<value>[^는은]{1,16}?)(?:을|를|에서)(?:그만|퇴사|떠났|관뒀)"),
)
PLACE_PATTERNS: Final = tuple(
    PlacePattern(matter, aspect, re.compile(f"{_WHO}{said}.*$")) for matter, aspect, said in _PLACES
)
MEASURE_PATTERN: Final = re.compile(
    rf"^(?:우리는)?(?P<thing>[^\d는은을를이가]{{2,14}}?)(?:시간)?(?:을|를|{_SUBJECT}){_NOW}?"
    r"(?:오전|오후)?(?P<value>\d[\d:：.-]*|[월화수목금토일]요일)(?:시|원|유로|번|분|반)*"
    f"(?:{_BE}|(?:에있|에합|에해).*|(?:으로|로)(?:변경|바꿨|옮겼|바뀌|올랐|미뤘).*)?$"
)
END_PATTERNS: Final = (
    re.compile("(?:(?<=[는은에])|^)(?P<value>[^는은]{1,10}?)(?:을|를)(?:끊|그만|해지|팔았|취소)"),
)
_LIVES: Final[tuple[tuple[str, str, Aspect, str], ...]] = (
    ("marital", "single", "holds", "(?:미혼|독신|싱글)(?:이다|입니다|이에요)?$"),
    ("marital", "engaged", "holds", "(?:.{1,8}(?:와|과|랑))?약혼(?:했|한|중|하).*$"),
    (
        "marital",
        "married",
        "holds",
        "(?:.{1,8}(?:와|과|랑))?(?:결혼했|결혼하였|기혼|결혼한).*$",
    ),
    ("pregnancy", "pregnant", "holds", "(?:임신중|임신했|임신.{1,4}개월).*$"),
    ("pregnancy", "", "ended", "(?:.{1,8}[을를])?(?:출산했|출산하였|낳았).*$"),
)
LIFE_PATTERNS: Final = tuple(
    LifePattern(matter, value, aspect, re.compile(f"{_WHO}{said}"))
    for matter, value, aspect, said in _LIVES
)
HAND_PATTERNS: Final = (
    re.compile("(?P<value>[^는은이가]{1,12}?)[을를][^는은]{1,10}?에게(?:넘겼|넘긴|물려|인계|맡겼)"),
)
"""How somebody hands over what they were in charge of."""

"""Patterns of Japanese by which claims are read."""

import re
from typing import Final

from mcp_mem0.domain.decisions.conflicts.claims.claim import Aspect
from mcp_mem0.domain.decisions.conflicts.lexicon.spaceless_words import (
    ROLE,
    LifePattern,
    PlacePattern,
)

_USER: Final = "私たち|私|僕|俺|うち|ユーザー"
_NOW: Final = "(?:今は?|現在は?|もう)"
_TITLE: Final = "(?:さん|先生|氏)"
_BECOME: Final = "(?:になった|になりました|に変わった|に変わりました|に変えた|に変えました)"
_BE: Final = "(?:です|だ|である)"
_BE_NOT: Final = "(?:ではない|ではありません|ではなくなった)"
_WHEN: Final = "(?:今は?|現在は?|先月|去年|最近|今月|[0-9一二三四五六七八九十]+月に)*"
_WHO: Final = f"^(?:(?P<who>[^はが]{{1,8}}?)(?:は|が))?{_WHEN}"

ROLE_PATTERNS: Final = (
    re.compile(
        f"^(?P<owner>{_USER}|今|新しい|[^はがの]{{1,8}}(?=の))?の?(?:新しい|今の)?{ROLE}"
        f"(?:は|が){_NOW}?(?P<value>[^はが]{{1,20}}?){_TITLE}?(?:{_BECOME}|{_BE})?$"
    ),
    re.compile(
        f"^{_NOW}?(?P<value>[^はが]{{1,12}}?){_TITLE}?(?:は|が){_NOW}?"
        f"(?P<owner>{_USER}|[^はがの]{{1,8}}(?=の))の(?:新しい)?{ROLE}(?:{_BECOME}|{_BE}|{_BE_NOT})?$"
    ),
)
_PLACES: Final[tuple[tuple[str, Aspect, str], ...]] = (
    ("home", "holds", "(?P<value>[^はがに]{1,14}?)に(?:住んで|暮らして|住む|在住)"),
    (
        "home",
        "changed",
        "(?:[^はが]{1,8}から)?(?P<value>[^はがに]{1,14}?)(?:に|へ)(?:引っ越|転居|移住|引越)",
    ),
    ("work", "holds", "(?P<value>[^はが]{1,16}?)(?:で働|に勤め|で勤務|に勤務)"),
    ("work", "changed", "(?P<value>[^はが]{1,16}?)(?:に転職|に入社)"),
    ("left", "ended", "(?P<value>[^はが]{1,16}?)を(?:辞め|退職|退社|やめ)"),
)
PLACE_PATTERNS: Final = tuple(
    PlacePattern(matter, aspect, re.compile(f"{_WHO}{said}.*$")) for matter, aspect, said in _PLACES
)
MEASURE_PATTERN: Final = re.compile(
    rf"^(?P<thing>[^\dはがを]{{2,14}}?)(?:の時間)?(?:は|が|を){_NOW}?(?:朝|午前|午後)?"
    r"(?P<value>\d[\d:：.-]*|[月火水木金土日]曜日?)(?:時|円|ユーロ|番|分|半)*"
    "(?:です|だ|からです|(?:に変更|に変わ|に移|になり|に変え|を使|で待|に延期).*|になった)?$"
)
END_PATTERNS: Final = (
    re.compile(
        "(?P<value>[^はがに]{1,12}?)を(?:やめ|止め|辞め|解約|売|手放|キャンセル)",
    ),
)
_LIVES: Final[tuple[tuple[str, str, Aspect, str], ...]] = (
    ("marital", "single", "holds", "(?:独身|未婚)(?:です|だ|である)?$"),
    ("marital", "engaged", "holds", "(?:.{1,8}と)?婚約(?:し|中).*$"),
    ("marital", "married", "holds", "(?:.{1,8}と)?(?:結婚し|入籍し|既婚).*$"),
    ("pregnancy", "pregnant", "holds", "(?:妊娠し|妊娠中|妊娠.{1,4}か月).*$"),
    ("pregnancy", "", "ended", "(?:.{1,8}を)?(?:出産し|産ん|産みました).*$"),
)
LIFE_PATTERNS: Final = tuple(
    LifePattern(matter, value, aspect, re.compile(f"{_WHO}{said}"))
    for matter, value, aspect, said in _LIVES
)
HAND_PATTERNS: Final = (
    re.compile(
        "(?P<value>[^はが]{1,14}?)を[^はが]{1,10}?に(?:引き継い|引き継ぎ|譲っ|譲り|渡し|任せ)"
    ),
)
"""How somebody hands over what they were in charge of."""

"""Patterns of Chinese by which claims are read."""

import re
from typing import Final

from mcp_mem0.domain.decisions.conflicts.claims.claim import Aspect
from mcp_mem0.domain.decisions.conflicts.lexicon.spaceless_words import (
    ROLE,
    LifePattern,
    PlacePattern,
)

_NOW: Final = "(?:现在|現在|目前|已经|已)"
_OWNER: Final = "(?P<owner>我们?|用户|[^的是在]{1,8}(?=的))"
_LINK: Final = "(?:换成|改成|变成|换为|改为|变为|是|叫|为|：|:)"
_WHEN: Final = "(?:去年|今年|上个?月|上周|现在|現在|已经|刚|最近|[一二三四五六七八九十0-9]+月)*"
_WHO: Final = f"^(?P<who>我们?|用户|[一-鿿]{{2,3}}?)?{_WHEN}"
_MOVE: Final = "(?:搬到了?|搬去了?|搬家到了?|迁到了?|移居到?)"
_TIME: Final = (
    r"(?P<value>\d[\d:：.-]*|(?:周|星期)[一二三四五六日天]|[一二三四五六七八九十]+(?=点))"
)

ROLE_PATTERNS: Final = (
    re.compile(
        f"^{_NOW}?{_OWNER}?的?(?:新的?)?{ROLE}{_NOW}?{_LINK}+了?(?P<value>[^，。的]{{1,24}}?)了?$"
    ),
    re.compile(
        f"^(?P<value>[^，。的是]{{1,12}}?){_NOW}?(?:不再)?(?:是|成为|成了|当了)"
        f"{_OWNER}的?(?:新的?)?{ROLE}了?$"
    ),
)
_PLACES: Final[tuple[tuple[str, Aspect, str], ...]] = (
    ("home", "holds", "(?:住在|住|居住在|定居在)(?P<value>[^，了]{1,12}?)了?$"),
    ("home", "changed", f"(?:从.{{1,8}})?{_MOVE}(?P<value>[^，了]{{1,12}}?)(?:了|住了)?$"),
    ("work", "holds", "在(?P<value>[^，]{1,16}?)(?:工作|上班|任职)(?:了)?$"),
    ("work", "holds", "(?:就职于|任职于|工作于|供职于)(?P<value>[^，]{1,16}?)$"),
    ("work", "changed", "(?:跳槽到了?|入职了?)(?P<value>[^，]{1,16}?)了?$"),
    ("left", "ended", "从(?P<value>[^，]{1,16}?)(?:辞职|离职)了?$"),
    ("left", "ended", "(?:离开了?|辞去了?)(?P<value>[^，]{1,16}?)(?:的工作)?了?$"),
    ("study", "holds", "在(?P<value>[^，]{1,16}?)(?:上学|读书|学习)$"),
    ("study", "holds", "就读于(?P<value>[^，]{1,16}?)$"),
)
PLACE_PATTERNS: Final = tuple(
    PlacePattern(matter, aspect, re.compile(f"{_WHO}{said}")) for matter, aspect, said in _PLACES
)
MEASURE_PATTERN: Final = re.compile(
    r"^(?:我们)?(?:把)?(?P<thing>[^\d是在改移推]{2,12}?)(?:的时间)?(?:现在)?"
    "(?:是|在|为|监听|改为|(?:改到|改成|移到|推迟到|挪到|涨到|降到|换成|变成)了?)+"
    f"(?:早上|上午|下午|晚上)?{_TIME}(?:点|元|欧元|号|分|块)*(?:半)?了?$"
)
END_PATTERNS: Final = (
    re.compile("(?:不再|(?:戒掉|戒|停止|放弃|取消)了?)(?P<value>[^，了掉]{1,10}?)(?:了|掉了)?$"),
    re.compile("把(?P<value>[^，]{1,10}?)(?:戒|卖|退)(?:掉)?了$"),
    re.compile("(?:卖掉了?|卖了|退掉了?|丢了|不用|不喝|不吃|不抽)(?P<value>[^，了]{1,10}?)了?$"),
)
_LIVES: Final[tuple[tuple[str, str, Aspect, str], ...]] = (
    ("marital", "single", "holds", "(?:现在)?(?:是)?(?:单身|未婚)(?:的|人士)?$"),
    ("marital", "engaged", "holds", "(?:已经|已)?(?:和.{1,8})?(?:订婚|订了婚)了?$"),
    (
        "marital",
        "married",
        "holds",
        "(?:已经|已)?(?:和.{1,8})?(?:结婚|结了婚|成婚|领证|已婚)了?$",
    ),
    (
        "pregnancy",
        "pregnant",
        "holds",
        "(?:已经|已)?(?:怀孕|怀了孕|有喜|有身孕)(?:.{1,5}个月)?了?$",
    ),
    ("pregnancy", "", "ended", "(?:昨天|今天|刚)?(?:生了|生下|产下|分娩).{0,8}$"),
)
LIFE_PATTERNS: Final = tuple(
    LifePattern(matter, value, aspect, re.compile(f"{_WHO}{said}"))
    for matter, value, aspect, said in _LIVES
)
_PART_OF: Final = "(?:把|将)"
HAND_PATTERNS: Final = (
    re.compile(
        f"{_PART_OF}(?P<value>[^，]{{1,12}}?)(?:的工作|的职务|的职位)?(?:移交|交接|转交|交|让)给"
    ),
)
"""How somebody hands over what they were in charge of."""

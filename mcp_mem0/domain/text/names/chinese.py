"""Finding names in Chinese, which has no capitals and no spaces.

A name is shown by what it is made of and by what stands around it, and both must agree:

1. a surname and one or two signs of given names, at the beginning of a clause or after a word that
   goes before people, and before a word that goes after them: "陈伟住在北京";
2. a surname or a full name before a title ("王老师", "李娜女士"), or 小 and 老 before a surname;
3. signs that foreign names are written with, or a full stop in the middle: "约翰·史密斯";
4. what is called so ("叫X", "名字是X"), and where somebody lives ("住在X").
"""

import re
from collections.abc import Callable, Iterator
from typing import Final

from mcp_mem0.domain.text.languages.late_patterns import compile_late
from mcp_mem0.domain.text.names.chinese_words import (
    AFTER_NAMES,
    BEFORE_NAMES,
    DOUBLE_SURNAMES,
    FAMILIAR_SURNAMES,
    FOREIGN_FIRST,
    FOREIGN_LATER,
    FOREIGN_MARKS,
    FOREIGN_NO_NAMES,
    GIVEN_ONLY_FIRST,
    GIVEN_SIGNS,
    KIN,
    NO_NAMES,
    NO_PLACE_SIGNS,
    NOT_AFTER_FAMILIAR,
    NUMBERED,
    PLACE_ENDS,
    PLACE_VERBS,
    SHORT_TITLES,
    SURNAMES,
    TITLES,
)

_HAN: Final = "[\u3400-\u9fff]"
_CLAUSE_START: Final = "(?:^|(?<=[^\u3400-\u9fffA-Za-z0-9·]))"
_LEFT: Final = f"(?:{_CLAUSE_START}|(?<={')|(?<='.join(BEFORE_NAMES.split('|'))}))"
_RIGHT: Final = f"(?=$|[^\u3400-\u9fff·]|{AFTER_NAMES})"
_LAST: Final = f"(?![{GIVEN_ONLY_FIRST}])[{GIVEN_SIGNS}]"
_GIVEN: Final = f"(?:[{GIVEN_SIGNS}]{_LAST}|{_LAST})"
_SURNAME: Final = f"(?:{DOUBLE_SURNAMES}|[{SURNAMES}])"

_FULL: Final = f"{_LEFT}(?P<name>{NUMBERED}|{_SURNAME}{_GIVEN}){_RIGHT}"
_TITLED: Final = (
    f"(?:{_LEFT}|(?<=[在的了到为為]))"
    f"(?P<name>(?P<full>{_SURNAME}{_GIVEN})(?={TITLES})|{_SURNAME}(?P<title>{TITLES}))"
)
_FAMILIAR: Final = f"(?P<name>[小老][{FAMILIAR_SURNAMES}])(?![{NOT_AFTER_FAMILIAR}]){_RIGHT}"
_DOTTED: Final = f"(?P<name>[{FOREIGN_LATER}]{{1,6}}(?:[·•・]{_HAN}{{1,6}}?){{1,3}}){_RIGHT}"
_FOREIGN: Final = f"{_LEFT}(?P<name>[{FOREIGN_FIRST}][{FOREIGN_LATER}]{{1,4}}){_RIGHT}"
_NAMED: Final = (
    f"(?:名叫|名字叫|名字就?是|姓名是?|名字[：:]|取名|起名|改名|本名)(?:叫"
    f"|为)?(?P<name>{_HAN}{{2,4}}?)"
    "(?=$|[^\u3400-\u9fff]|今年|的|在|是|来|來|住|和|也|了)"
)
_CALLED: Final = (
    f"(?:[我他她它]|[子女猫狗妹弟姐哥爸妈友婆公夫妻学事生师板兔鸟物孩宝])(?:就|都)?叫(?:做)?"
    f"(?P<name>{_SURNAME}{_GIVEN}|(?P<pet>{_HAN})(?P=pet)|[{FOREIGN_FIRST}][{FOREIGN_LATER}]{{1,4}}"
    f"|[{GIVEN_SIGNS}]{{2}}){_RIGHT}"
)
_PLACE: Final = (
    f"(?:{PLACE_VERBS})(?P<name>[^\\W\\d_A-Za-z{NO_PLACE_SIGNS}]{{2,5}}?)(?=$|[^\u3400-\u9fff]"
    f"|{PLACE_ENDS})"
)


def find_chinese_names(text: str) -> Iterator[tuple[int, int]]:
    """Yield where names stand in Chinese text; they may overlap, and the first one is meant."""
    for pattern, is_accepted in _RULES:
        for match in compile_late(pattern).finditer(text):
            if is_accepted(match):
                yield match.span("name")


def _is_called(match: re.Match[str]) -> bool:
    return match["name"] not in KIN and match["name"][:2] not in NO_NAMES


def _is_full_name(match: re.Match[str]) -> bool:
    name = match["name"]
    # 王子 is a prince, and 王子涵 somebody.
    is_person = len(name) > len("王子") and name[1] == "子" and name[0] in FAMILIAR_SURNAMES
    return is_person or name[:2] not in NO_NAMES


def _is_foreign(match: re.Match[str]) -> bool:
    name = match["name"]
    return (
        name not in FOREIGN_NO_NAMES
        and name[:2] not in NO_NAMES
        and not FOREIGN_MARKS.isdisjoint(name)
    )


def _is_titled(match: re.Match[str]) -> bool:
    if match["full"]:
        return match["full"][:2] not in NO_NAMES
    # "和总" and "高工" say too little: only a frequent surname goes with a short title.
    return match["title"] not in SHORT_TITLES or match["name"][0] in FAMILIAR_SURNAMES


def _is_named(match: re.Match[str]) -> bool:
    return bool(match["name"])


_RULES: Final[tuple[tuple[str, Callable[[re.Match[str]], bool]], ...]] = (
    (_NAMED, _is_called),
    (_CALLED, _is_called),
    (_FULL, _is_full_name),
    (_FOREIGN, _is_foreign),
    (_TITLED, _is_titled),
    (_FAMILIAR, _is_named),
    (_DOTTED, _is_named),
    (_PLACE, _is_named),
)
"""What shows a name, the surest first, and what must be true of it."""

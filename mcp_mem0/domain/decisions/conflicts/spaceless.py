"""Whether two statements contradict each other in a script that is written without spaces.

There are no words to compare, so characters are: one statement is the other with a denial in it
("我吃肉", "我不吃肉"; "肉を食べる", "肉を食べない"), or they differ in one place beside a verb that
goes with one value ("住在北京", "住在上海").
"""

import re
from functools import lru_cache
from typing import Final

from mcp_mem0.domain.text.normalise import SPACELESS, split_words

TEXT_CHARS_MAX: Final = 80
"""Longer statements say more than one thing and are not compared."""

VALUE_CHARS_MAX: Final = 12

_KANA_END: Final = re.compile("[\u3041-\u309f]+$")
_KANA: Final = re.compile("[\u3041-\u30ff]")
_HANGUL: Final = re.compile("[\uac00-\ud7af]")
_DENIED_JAPANESE: Final = re.compile(
    "(?:ない|ません|なかった|ませんでした|なくなった|なくなりました|やめた|やめました|"
    "ないです|ず|ていません|ていない)$"
)
_DENIED_CHINESE: Final = re.compile("不再是?|不是|没有|沒有|不|没|沒|戒")
_NOW_CHINESE: Final = re.compile("现在|現在|已经|已經|目前|了|是|再|有|还|還")
_HANGUL_ENDING_MAX: Final = 3
_LEFT_OUT_KOREAN: Final = re.compile("더이상|이제|지(?:않|못).*|(?<=[를을이가])안")
_DENIED_KOREAN: Final = re.compile("않|안|못|없")
_SINGLE_BEFORE: Final = re.compile(
    "(?:住在|住|搬到|工作于|就职于|任职于|就读于|名字是|叫|叫做|生日是|密码是|端口是|截止日期是|年龄是|"
    "妻子是|丈夫是|老板是|经理是|会议在|时间是|地址是|价格是)$"
)
_SINGLE_AFTER: Final = re.compile(
    "^(?:に住んで|に住む|に引っ越|で働いて|で働く|に勤めて|と結婚|と呼ばれ|という名前|工作|上班|上学|에\\s?살|에서\\s?일)"
)
_KIN: Final = re.compile(
    "女儿|女兒|儿子|兒子|孩子|姐|妹|哥|弟|朋友|同事|狗|猫|貓|娘|息子|子供|子ども|兄|姉|友達|友人|同僚|犬|딸|아들|아이|형|누나|"
    "언니|오빠|동생|친구|동료|강아지|고양이"
)
"""Of whom one may have several."""

_LINK: Final = re.compile("在|是|には|では|は|が|에서|는")
"""Signs between a subject and its value."""

# What follows a number that is a value; a verb would make it the number of a thing.
_NUMBER_END: Final = re.compile(
    "(?:です|だ|点|點|号|號|日|月|年|时|時|分|元|岁|歳|才|円|度|人|个|個|つ|원|살|입니다|이다)*"
)


def contradicts_spaceless(older: str, newer: str) -> bool:
    """Return whether one statement contradicts another; False in a script with spaces."""
    ours, theirs = _squeeze(older), _squeeze(newer)
    if not ours or not theirs or ours == theirs:
        return False
    if _denies(ours) != _denies(theirs):
        said, denied = map(_strip_denial, (ours, theirs) if _denies(theirs) else (theirs, ours))
        if _HANGUL.search(said):
            # The ending of the verb stands where the denial stood.
            return said.startswith(denied) and len(said) - len(denied) <= _HANGUL_ENDING_MAX
        return said == denied
    return not _denies(ours) and _has_other_value(ours, theirs)


def is_spaceless(text: str) -> bool:
    """Return whether a statement is of a script without spaces."""
    return bool(_squeeze(text))


@lru_cache(maxsize=4_096)
def _squeeze(text: str) -> str:
    """Return the words of a text without spaces, or "" in a script that has them."""
    if len(text) > TEXT_CHARS_MAX or SPACELESS.search(text) is None:
        return ""
    squeezed = "".join(split_words(text))
    count = sum(SPACELESS.match(char) is not None for char in squeezed)
    return squeezed if count * 2 > len(squeezed) else ""


def _denies(text: str) -> bool:
    if _KANA.search(text):
        return _DENIED_JAPANESE.search(text) is not None
    if _HANGUL.search(text):
        return _DENIED_KOREAN.search(text) is not None
    return _DENIED_CHINESE.search(text) is not None


def _strip_denial(text: str) -> str:
    """Return a text without its denial, and without endings and words that a denial changes."""
    if _KANA.search(text):
        # The stem of the verb stays: 食べる, 食べない, 食べなくなった.
        return _KANA_END.sub("", _DENIED_JAPANESE.sub("", text)).removesuffix("もう")
    if _HANGUL.search(text):
        return _LEFT_OUT_KOREAN.sub("", text)
    return _NOW_CHINESE.sub("", _DENIED_CHINESE.sub("", text))


def _has_other_value(ours: str, theirs: str) -> bool:
    before = _count_common_chars(ours, theirs)
    after = _count_common_chars(ours[before:][::-1], theirs[before:][::-1])
    mine, others = (text[before : len(text) - after] for text in (ours, theirs))
    if not before or not mine or not others or max(len(mine), len(others)) > VALUE_CHARS_MAX:
        return False
    if _LINK.search(mine) or _LINK.search(others):
        # More than the value differs: "爸爸在邮局", "妈妈在医院".
        return False
    beginning, ending = ours[:before], ours[len(ours) - after :]
    if mine.isdecimal() and others.isdecimal():
        return _NUMBER_END.fullmatch(ending) is not None
    if _KIN.search(beginning):
        return False
    return bool(_SINGLE_BEFORE.search(beginning) or _SINGLE_AFTER.search(ending))


def _count_common_chars(one: str, other: str) -> int:
    length = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        length += 1
    return length

"""Finding names in Japanese, which has no capitals and no spaces.

A name is shown by

1. an honorific: "田中さん", "マリア先生", but not "お客さん" and "本屋さん";
2. a frequent surname that a particle or a given name follows: "佐藤は", "山田太郎が";
3. what is said of people, after katakana: "マリアは東京に住んでいる"; a dot in the middle;
4. what is called so: "名前はXです", "Xと申します", "Xという犬";
5. where somebody lives or comes from: "大阪に住んで", "京都出身".
"""

import re
from collections.abc import Callable, Iterator
from typing import Final

from mcp_mem0.domain.text.languages.late_patterns import compile_late
from mcp_mem0.domain.text.names.japanese_words import (
    BEFORE_SURNAMES,
    COMMON_PLACES,
    HABIT_PREDICATES,
    HONORIFICS,
    ORDINARY_SURNAMES,
    PERSON_PREDICATES,
    ROLE_ENDS,
    ROLE_KANA,
    ROLE_WORDS,
    SHORT_SURNAMES,
    SURNAMES,
    THINGS_IN_KANA,
)

_KANJI: Final = "[\u3400-\u9fff々]"
_KATAKANA: Final = "[\u30a1-\u30fa\u30fc]"
_HIRAGANA: Final = "[\u3041-\u3096]"
_NOT_INSIDE: Final = "(?<![\u3400-\u9fff々\u30a1-\u30fa\u30fc・])"
_PARTICLE: Final = (
    "(?=$|[^\u3400-\u9fff々\u3041-\u30ff]|は|が|も|の|と|に|を|へ|から|より|って|だ|です|で|や)"
)

_HONORED: Final = (
    f"{_NOT_INSIDE}(?:{BEFORE_SURNAMES})?"
    f"(?P<name>{_KANJI}{{2,5}}|[{SHORT_SURNAMES}]|{_KANJI}(?=くん|ちゃん)"
    f"|{_KATAKANA}{{2,10}}(?:・{_KATAKANA}{{1,10}})*)"
    f"(?:{HONORIFICS})(?![っぽ])"
)
_HONORED_KANA: Final = (
    "(?:^|(?<=[、。「『 　はがもとのにで]))(?P<name>[\u3041-\u3096]{2,4}?)(?:さん|くん"
    "|ちゃん)(?=[はがもとのにを、。でへ]|$|って|だ|です|から|より)"
)
_GIVEN_ENDS: Final = "子|郎|美|介|香|奈|輔|代|恵|人|太|一|二|樹|斗|希|菜|花|乃"
_NO_GIVEN: Final = "さん|くん|ちゃん|から|より|まで|など|だけ|です|では|には|とは"
_AFTER_NOUNS: Final = "|".join(
    f"(?<={noun})" for noun in ("友人", "同僚", "昨日", "今日", "明日", "先週")
)
_SURNAME: Final = (
    f"(?:^|(?<=[^\u3400-\u9fff々\u30a1-\u30fa\u30fc])|{_AFTER_NOUNS})"
    f"(?P<name>(?P<surname>{SURNAMES})(?P<given>(?!{HONORIFICS}){_KANJI}{{1,2}}(?:{_GIVEN_ENDS})?"
    f"|(?!{_NO_GIVEN}){_HIRAGANA}{{2,3}}(?=[はがもと]))?)"
    f"{_PARTICLE}"
)
_DOTTED: Final = f"(?P<name>{_KATAKANA}{{2,12}}(?:[・＝=]{_KATAKANA}{{2,12}}){{1,3}}){_PARTICLE}"
_KATAKANA_PERSON: Final = (
    f"(?<![\u30a1-\u30fa\u30fc・])(?P<name>{_KATAKANA}{{2,8}})"
    f"(?:[はもが](?=[^。！？\n]{{0,25}}(?:{PERSON_PREDICATES}))"
    f"|[はも](?=[^。！？\n]{{1,20}}[がをに][^。！？\n]{{0,10}}(?:{HABIT_PREDICATES}))"
    "|[とに](?=(?:付き合|結婚|電話|会[いっうえ]|相談)))"
)
_NAMED: Final = (
    f"(?:名前は|氏名は|愛称は|名前が)(?:、)?(?P<name>{_KANJI}{{1,6}}|{_KATAKANA}{{2,12}}"
    f"|{_HIRAGANA}{{2,5}}?)"
    "(?=です|だ|といい|と言い|と申し|。|$|で、|という)"
    f"|{_NOT_INSIDE}(?P<said>{_KANJI}{{1,6}}"
    f"|{_KATAKANA}{{2,12}}(?:・{_KATAKANA}{{2,12}})?)(?=と申し|といいます|と呼ばれ|と名付け)"
    f"|(?P<titled>{_KANJI}{{2,4}}|{_KATAKANA}{{2,12}}|(?<=[、。のに]){_HIRAGANA}{{2,4}})"
    "(?=という(?:名前|猫|犬|人|友|子|会社|店|町|街|村|都市|国|島|本|映画|バンド|レストラン|男|女"
    "|同僚|先生|小説|曲|アプリ|カフェ|鳥))"
    f"|(?:私|僕|俺|わたし)は(?P<self>(?:{SURNAMES})(?:{_KANJI}{{1,3}})?"
    f"|{_KATAKANA}{{2,8}})(?=です|だ。|と)"
)
_PLACE: Final = (
    f"(?P<name>(?<![\u3400-\u9fff々]){_KANJI}{{2,4}}"
    f"|(?<![\u30a1-\u30fa\u30fc・]){_KATAKANA}{{2,10}})"
    "(?=に住[んみむ]|出身|に引っ越|へ引っ越|に移住|に転勤|へ転勤|で生まれ|で育[っち]|在住|旅行に"
    "|に出張|へ出張|に留学|へ留学)"
)
_UNIVERSITY: Final = (
    f"{_NOT_INSIDE}(?P<name>(?!国立|私立|地元|女子|短期|有名|同じ|外国){_KANJI}{{2,4}}(?:大学"
    f"|株式会社)|株式会社(?:{_KANJI}{{2,5}}|{_KATAKANA}{{2,10}}))"
)


def find_japanese_names(text: str) -> Iterator[tuple[int, int]]:
    """Yield where names stand in Japanese text; they may overlap, and the first one is meant."""
    for pattern, is_accepted in _RULES:
        for match in compile_late(pattern).finditer(text):
            if is_accepted(match):
                yield match.span(_find_group(match))


def _find_group(match: re.Match[str]) -> str:
    groups = match.groupdict()
    return "name" if groups.get("name") else match.lastgroup or ""


def _is_surname(match: re.Match[str]) -> bool:
    return bool(match["given"]) or match["surname"] not in ORDINARY_SURNAMES


def _is_no_thing(match: re.Match[str]) -> bool:
    return match[_find_group(match)] not in THINGS_IN_KANA | ROLE_WORDS


def _is_no_place(match: re.Match[str]) -> bool:
    return match["name"] not in THINGS_IN_KANA | COMMON_PLACES


def _is_honored(match: re.Match[str]) -> bool:
    return not _is_role(match["name"])


def _is_role(name: str) -> bool:
    """Whether what stands before an honorific is a kind of people."""
    if name in SHORT_SURNAMES:
        return False
    is_word = name in ROLE_WORDS or name in ROLE_KANA or name in THINGS_IN_KANA
    return is_word or (name[-1] in ROLE_ENDS and not compile_late(SURNAMES).match(name))


_RULES: Final[tuple[tuple[str, Callable[[re.Match[str]], bool]], ...]] = (
    (_HONORED, _is_honored),
    (_HONORED_KANA, _is_honored),
    (_SURNAME, _is_surname),
    (_NAMED, _is_no_thing),
    (_DOTTED, _is_no_place),
    (_KATAKANA_PERSON, _is_no_place),
    (_PLACE, _is_no_place),
    (_UNIVERSITY, _is_no_place),
)
"""What shows a name, the surest first, and what must be true of it."""

"""Reading claims in Chinese, Japanese and Korean, where words are not told apart by spaces.

Patterns over the signs stand for the grammar: "X is my ROLE", "my ROLE is X", "lives in X", "moved
to X", "works at X", "left X", "gave up X", "the number of X is N".
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from mcp_mem0.domain.decisions.conflicts.claims.claim import USER, Aspect, Claim
from mcp_mem0.domain.decisions.conflicts.lexicon import chinese, japanese, korean
from mcp_mem0.domain.decisions.conflicts.lexicon.spaceless_words import (
    CHOICE_SIGNS,
    KIND_PATTERNS,
    SPACELESS_ROLES,
    USER_SIGNS,
)
from mcp_mem0.domain.decisions.conflicts.spaceless import is_spaceless
from mcp_mem0.domain.text.normalise import SPACELESS, unify_marks

TEXT_CHARS_MAX: Final = 60
"""Longer statements say more than one thing."""

SIGNS_MIN: Final = 3

_LANGUAGES: Final = (chinese, japanese, korean)
_ROLES: Final = tuple(each for language in _LANGUAGES for each in language.ROLE_PATTERNS)
_PLACES: Final = tuple(each for language in _LANGUAGES for each in language.PLACE_PATTERNS)
_MEASURES: Final = tuple(language.MEASURE_PATTERN for language in _LANGUAGES)
_ENDS: Final = tuple(each for language in _LANGUAGES for each in language.END_PATTERNS)

_LIFES: Final = tuple(each for language in _LANGUAGES for each in language.LIFE_PATTERNS)
_HANDS: Final = tuple(each for language in _LANGUAGES for each in language.HAND_PATTERNS)

_SPACED: Final = re.compile(r"[a-z] [a-z]", re.IGNORECASE)
_NOT_WORD: Final = re.compile(r"[^\w:：.-]+|(?<!\d)[.:：]|[.:：](?!\d)")
_UNSURE: Final = re.compile(
    "想|打算|可能|也许|如果|以前|曾经|曾|过去|喜欢|吗$|かも|たい|予定|以前|昔|もし|好き|か$|싶|예정|아마|만약|예전|좋아"
)
_CLAUSE_END: Final = re.compile("[，。；、,;！!]")
_OWN_SIGNS: Final = re.compile(
    "^(?:我们?的?|私たちの|私の|僕の|新しい|新的?|现在的?|저희|제|내|우리|새로운|새)+"
)
_NEW: Final = re.compile(
    "变更|変更|변경|推迟|延期|미뤄|现在|現在|新|今|もう|これから|이제|지금|새|改|换|変|変わ|바뀌|옮"
)
_DENIED: Final = re.compile("不再|不是|没有|ではな|じゃな|ません|ない|아니|않|안하")


@lru_cache(maxsize=1_024)
def squeeze_text(text: str) -> str:
    """Return a text without spaces and punctuation."""
    return _NOT_WORD.sub("", unify_marks(text))


def read_spaceless_claims(text: str) -> tuple[Claim, ...] | None:
    """Return what a statement claims; None in a script with spaces."""
    if text.isascii() or (not is_spaceless(text) and not _is_mixed(text)):
        return None
    if len(text) > TEXT_CHARS_MAX or _UNSURE.search(squeeze_text(text)):
        return ()
    clauses = filter(None, map(squeeze_text, _CLAUSE_END.split(text)))
    return tuple(claim for clause in clauses for claim in _read_clause(clause))


def _read_clause(squeezed: str) -> tuple[Claim, ...]:
    is_marked = _NEW.search(squeezed) is not None
    return (
        *_read_roles(squeezed, is_marked=is_marked),
        *_read_places(squeezed, is_marked=is_marked),
        *_read_measures(squeezed, is_marked=is_marked),
        *_read_choices(squeezed, is_marked=is_marked),
        *_read_ends(squeezed),
        *_read_life(squeezed),
        *_read_hands(squeezed),
        Claim("said", frozenset({_find_subject(squeezed)}), frozenset({squeezed})),
    )


def _is_mixed(text: str) -> bool:
    """Whether a text has signs of such a script around a name or a number, and no other words."""
    return len(SPACELESS.findall(text)) >= SIGNS_MIN and _SPACED.search(text) is None


def _read_roles(text: str, *, is_marked: bool) -> Iterator[Claim]:
    for pattern in _ROLES:
        match = pattern.search(text)
        if match is None:
            continue
        role = SPACELESS_ROLES[match["role"]]
        owner = match["owner"] or ""
        subject = USER if not owner or USER_SIGNS.fullmatch(owner) else owner
        aspect: Aspect = "ended" if _DENIED.search(text) else "holds"
        yield Claim(role, frozenset({subject}), frozenset({match["value"]}), aspect, is_marked)
        return


def _read_places(text: str, *, is_marked: bool) -> Iterator[Claim]:
    for place in _PLACES:
        match = place.pattern.search(text)
        if match is None:
            continue
        who = match["who"] or ""
        subject = USER if not who or USER_SIGNS.fullmatch(who) else who
        denied = _DENIED.search(text[match.start("value") :]) is not None
        aspect: Aspect = "ended" if denied else place.aspect
        value = frozenset({match["value"]})
        yield Claim(place.matter, frozenset({subject}), value, aspect, is_marked)


def _read_measures(text: str, *, is_marked: bool) -> Iterator[Claim]:
    for pattern in _MEASURES:
        match = pattern.search(text)
        if match is not None:
            yield Claim(
                "measure",
                frozenset({_OWN_SIGNS.sub("", match["thing"])}),
                frozenset({match["value"]}),
                "holds",
                is_marked,
            )
            return


def _read_choices(text: str, *, is_marked: bool) -> Iterator[Claim]:
    if CHOICE_SIGNS.search(text) is None or _DENIED.search(text) is not None:
        return
    for kind, members in enumerate(KIND_PATTERNS):
        chosen = [name for name, pattern in members.items() if pattern.search(text)]
        if len(chosen) == 1:
            subject = frozenset({_find_subject(text)})
            yield Claim(f"kind {kind}", subject, frozenset(chosen), "holds", is_marked)


def _read_ends(text: str) -> Iterator[Claim]:
    for pattern in _ENDS:
        match = pattern.search(text)
        if match is not None:
            yield Claim("given up", frozenset({_find_subject(text)}), frozenset({match["value"]}))
            return


def _read_life(text: str) -> Iterator[Claim]:
    for life in _LIFES:
        match = life.pattern.search(text)
        if match is not None and _DENIED.search(text) is None:
            who = match["who"] or ""
            subject = USER if not who or USER_SIGNS.fullmatch(who) else who
            value = frozenset({life.value} if life.value else ())
            yield Claim(life.matter, frozenset({subject}), value, life.aspect)
            return


def _read_hands(text: str) -> Iterator[Claim]:
    for pattern in _HANDS:
        match = pattern.search(text)
        if match is not None:
            value = match["value"].removeprefix("这个").removeprefix("那个")
            yield Claim("handed over", frozenset({_find_subject(text)}), frozenset({value}))
            return


def _find_subject(text: str) -> str:
    """Return who a statement begins with; nobody is the user."""
    match = _SUBJECT.match(text)
    if match is None or USER_SIGNS.fullmatch(match[1]):
        return USER
    return match[1]


_SUBJECT: Final = re.compile(
    "((?:我们?|[一-鿿]{2,3}(?=不再|戒|停止|放弃|把|将|负责|管理|领导|主管|主持|带领|担任|保管|掌管)|[^はが는은]{1,6}?(?=[はが는은])))"
)

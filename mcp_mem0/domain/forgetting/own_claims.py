"""Reading what is said of the user in the words of forgetting: "my flat in Oslo", "I'm on lithium".

The readers of conflicts do not take these for claims, because what they would close is seldom
meant; what is only held back may be read more widely. Each is a claim of one canonical text, equal
in all the languages of the rules.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final

from mcp_mem0.domain.forgetting.forms import find_forms
from mcp_mem0.domain.forgetting.lexicon import (
    ADDRESSEE,
    ADDRESSEE_SIGNS,
    OWNER,
    SUBJECT,
    USER_NAMES,
    USER_SIGN_NAMES,
    USER_SIGNS,
)
from mcp_mem0.domain.forgetting.numbers import DIGITS_MIN, find_numbers, fold_digits
from mcp_mem0.domain.model.rows import Role
from mcp_mem0.domain.retrieval.links.question_terms import split_terms
from mcp_mem0.domain.text.entity_extraction import extract_entities
from mcp_mem0.domain.text.normalise import SPACELESS, unify_marks, word_set

_DWELLING: Final = word_set(
    "flat apartment house home place condo wohnung haus piso casa apartamento appartement maison",
    "logement квартира дом íbúð íbúðin hús húsið lägenhet leilighet hus",
)
_NEW: Final = word_set(
    "new little small tiny lovely neue neues kleine kleines nuevo nueva pequeño pequeña nouveau",
    "nouvelle petit petite новый новая маленькая маленький",
)
_BEING: Final = word_set("is ist está est liegt se trouve queda находится er")
_IN: Final = word_set("in en à em i в í")
_RENTING: Final = word_set(
    "rent renting rented miete mieten alquilo alquilamos loue louons снимаю снимаем leigi"
)
_LIVING: Final = word_set("by bý búum")
_ARTICLES: Final = word_set("a an the eine ein einen un una une el la le du de des der den die das")
_PAY: Final = word_set(
    "salary pay wage wages income gehalt lohn einkommen jahresgehalt sueldo salario salaire revenu"
    " зарплата доход laun launin árslaun"
)
_EARNING: Final = word_set(
    "earn earning earns paid verdiene verdient gano gana cobro gagne touche зарабатываю получаю"
    " зарабатывает получает þéna þénar"
)
_MAKING: Final = word_set("make makes making")
_PERIODS: Final = word_set("year month week hour annually monthly yearly annum")
_TAKING: Final = word_set(
    "take takes taking nehme nimmt tomo toma tomando prends prend принимаю принимает пью tek tekur"
)
_SAID_OF_ONESELF: Final = word_set("gano cobro tomo зарабатываю получаю принимаю")
"""Verbs that say who without another word."""

_PASSED_OVER: Final = (
    word_set("s m am are re is be been get now currently still also annual yearly monthly current")
    | word_set("net gross base seit jetzt noch aktuelles ahora actualmente сейчас er bin")
    | _NEW
)
"""Words between the user and what is said of them."""

_OF: Final = word_set("of du de la von some")
_DOSE: Final = re.compile(r"(?:\d+|mg|ml|mcg)")
_WORDS_NEAR: Final = 5
_NAME_WORDS_MAX: Final = 3

_VALUE_SIGNS: Final = r"(?P<value>[\u30a0-\u30ff]+|[\u3400-\u9fff]+|[\uac00-\ud7af]+|[A-Za-z]+)"
_HOME_SIGNS: Final = (
    re.compile(rf"の(?:家|自宅|部屋|マンション|アパート)は{_VALUE_SIGNS}に(?:あ|ござ)"),
    re.compile(rf"的?(?:家|公寓|房子|住处|房間|房间)就?在{_VALUE_SIGNS}(?:$|[。，、！])"),
    re.compile(rf"집[은이] ?{_VALUE_SIGNS}에 있"),
)
_PAY_SIGNS: Final = (
    re.compile(r"(?:年収|月収|給料|給与)は?(?P<value>[0-9]{3,})"),
    re.compile(r"(?P<value>[0-9]{3,})(?:円|ユーロ|ドル)?を?稼"),
    re.compile(r"(?:工资|月薪|年薪|收入)是?(?P<value>[0-9]{3,})"),
    re.compile(r"[赚挣](?P<value>[0-9]{3,})"),
)
_TAKING_SIGNS: Final = (
    re.compile(rf"{_VALUE_SIGNS}を(?:飲んで|飲みます|服用|使って)"),
    re.compile(rf"(?:服用|在吃){_VALUE_SIGNS}"),
)


@lru_cache(maxsize=4_096)
def read_own_claims(text: str, role: Role = "user") -> tuple[str, ...]:
    """Return what a sentence claims of the user's home, pay and medicine.

    Args:
        text: One sentence.
        role: Who says it: an assistant's "you" is the user.
    """
    plain = _join_digits(fold_digits(unify_marks(text)))
    claims = _read_signs(plain, role) if SPACELESS.search(plain) else _read_words(plain, role)
    return tuple(dict.fromkeys(claims))


def _read_words(text: str, role: Role) -> Iterator[str]:
    words = list(split_terms(text.replace("'", " ")))
    names = frozenset(word for name in extract_entities(text) for word in split_terms(name))
    is_said_by_user = role != "assistant"
    subjects = USER_NAMES | (SUBJECT if is_said_by_user else ADDRESSEE)
    owners = USER_NAMES | (OWNER if is_said_by_user else ADDRESSEE)
    for place, word in enumerate(words):
        before = [each for each in words[:place] if each not in _PASSED_OVER]
        rest = words[place + 1 :]
        last = before[-1] if before else ""
        is_own = last in owners
        is_done = last in subjects or (is_said_by_user and word in _SAID_OF_ONESELF)
        if word in _DWELLING:
            yield from _read_home(before, rest, subjects, owners, names)
        elif word in _LIVING and is_done:
            yield from _spell_place(rest, names)
        elif word in _PAY:
            yield from _read_pay(rest) if is_own or _is_users(rest, owners) else ()
        elif word in _EARNING or (word in _MAKING and not _PERIODS.isdisjoint(rest)):
            yield from _read_pay(rest) if is_done else ()
        elif (word in _TAKING or word == "on") and is_done:
            yield from _read_taking(rest)


def _read_home(
    before: list[str],
    rest: list[str],
    subjects: frozenset[str],
    owners: frozenset[str],
    names: frozenset[str],
) -> Iterator[str]:
    """Read "my new flat in Oslo", "I rent a place in Oslo", "íbúðin mín í Osló"."""
    is_own = before[-1:] and before[-1] in owners
    rented = [word for word in before if word not in _ARTICLES]
    is_rented = rented[-1:] and rented[-1] in _RENTING
    is_rented = is_rented and rented[-2:-1] and rented[-2] in subjects
    is_own_after = rest[:1] and rest[0] in owners
    if is_own_after:
        rest = rest[1:]
    if is_own or is_rented or is_own_after:
        yield from _spell_place(rest[1:] if rest[:1] and rest[0] in _BEING else rest, names)


def _spell_place(rest: list[str], names: frozenset[str]) -> Iterator[str]:
    if len(rest) < 2 or rest[0] not in _IN:  # noqa: PLR2004 - "in Oslo"
        return
    named: list[str] = []
    for word in rest[1 : 1 + _NAME_WORDS_MAX]:
        if word not in names:
            break
        named.append(word)
    if named or rest[1] not in _ARTICLES:
        yield _spell_home(*(named or rest[1:2]))


def _read_pay(rest: list[str]) -> Iterator[str]:
    for word in rest[:_WORDS_NEAR]:
        if word.isdigit() and len(word) >= DIGITS_MIN:
            yield _spell_pay(word)
            return


def _is_users(rest: list[str], owners: frozenset[str]) -> bool:
    """Whether the user is named after what is theirs: "das Gehalt des Nutzers", "launin mín"."""
    return not USER_NAMES.isdisjoint(rest[:_WORDS_NEAR]) or not owners.isdisjoint(rest[:1])


def _read_taking(rest: list[str]) -> Iterator[str]:
    while rest and (rest[0] in _OF or _DOSE.fullmatch(rest[0])):
        rest = rest[1:]
    if rest and rest[0] not in _ARTICLES:
        yield _spell_taking(rest[0])


def _read_signs(text: str, role: Role) -> Iterator[str]:
    users = ADDRESSEE_SIGNS if role == "assistant" else USER_SIGNS
    if not any(sign in text for sign in (*users, *USER_SIGN_NAMES)):
        return
    readers: tuple[tuple[tuple[re.Pattern[str], ...], Callable[[str], str]], ...] = (
        (_HOME_SIGNS, _spell_home),
        (_PAY_SIGNS, _spell_pay),
        (_TAKING_SIGNS, _spell_taking),
    )
    for patterns, spell in readers:
        for pattern in patterns:
            yield from (spell(match["value"]) for match in pattern.finditer(text))


def _spell_home(*words: str) -> str:
    """Return the claim that somebody lives in a place, as the readers of conflicts have it."""
    return "|".join(("@user", "home", "@user", "=", *sorted(set(words))))


def _spell_pay(digits: str) -> str:
    return f"@user|pay|=|{digits}"


def _spell_taking(word: str) -> str:
    return f"@user|takes|=|{_find_stem(word)}"


def _find_stem(word: str) -> str:
    return next(
        (form for form in find_forms(word.lower()) if not form.startswith(("#", "="))), word
    )


def _join_digits(text: str) -> str:
    """Return a text with each number as plain digits."""
    joined, end = "", 0
    for number in find_numbers(text):
        joined += text[end : number.start] + number.digits
        end = number.end
    return joined + text[end:]

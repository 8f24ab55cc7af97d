"""Reading a sentence of Chinese, Japanese or Korean as runs of signs that say something."""

import re
from dataclasses import dataclass
from typing import Final

from mcp_mem0.domain.forgetting.lexicon import (
    ADDRESSEE_SIGNS,
    EMPTY_SIGNS,
    OTHER_SIGNS,
    SPACELESS_NEGATIONS,
    USER_SIGN_NAMES,
    USER_SIGNS,
)
from mcp_mem0.domain.model.rows import Role
from mcp_mem0.domain.retrieval.links.question_terms import split_terms
from mcp_mem0.domain.retrieval.links.relation_words import HAVING, find_relations
from mcp_mem0.domain.text.normalise import unify_marks

RUN_SIGNS_MAX: Final = 12
"""A longer run is cut: it is no word."""

_RUN: Final = re.compile(
    r"[\u30a0-\u30ff\u31f0-\u31ff]+|[\u3400-\u9fff\uf900-\ufaff]+|[\uac00-\ud7af]+|[A-Za-z0-9]+"
    r"|[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]+"
)
_KATAKANA: Final = re.compile(r"[\u30a0-\u30ff\u31f0-\u31ff]{2,}")
_HANGUL: Final = re.compile(r"[\uac00-\ud7af]+")
_HAN: Final = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")
_PARTICLE: Final = re.compile(
    "(?:에서는|에게서|에서|에게|한테|으로|이라고|라고|까지|부터|은|는|이|가|을|를|에|의|도|로|와|과|라는)$"
)
_OF_USER: Final = re.compile(f"(?:{'|'.join(USER_SIGNS)})[的の]? ?(?:{'|'.join(OTHER_SIGNS)})")
_TOPIC: Final = re.compile("([^、。はが]{1,8})[はが]")


@dataclass(frozen=True, slots=True)
class SignItems:
    """What a sentence names.

    Attributes:
        runs: Its runs of signs, and whether each is a name or a number.
        is_of_user: Whether it is about the user, whom such sentences often leave out.
        is_denied: Whether it says that something is not so, or not any more.
    """

    runs: tuple[tuple[str, bool], ...]
    is_of_user: bool
    is_denied: bool


def read_sign_items(text: str, role: Role) -> SignItems:
    """Return what a sentence names."""
    plain = unify_marks(text)
    is_denied = any(sign in plain for sign in SPACELESS_NEGATIONS)
    is_other = any(sign in plain for sign in OTHER_SIGNS)
    of_user = any(sign in plain for sign in (*USER_SIGN_NAMES, *_list_user_signs(role)))
    rest = plain
    for sign in (*USER_SIGN_NAMES, *EMPTY_SIGNS, *USER_SIGNS, *ADDRESSEE_SIGNS):
        rest = rest.replace(sign, " ")
    runs: dict[str, bool] = {}
    for run in _RUN.findall(rest):
        for part in _split_run(run):
            runs.setdefault(part, _is_name(part))
    topic = _TOPIC.match(plain)
    is_about_other = is_other or (topic is not None and not of_user)
    is_related = _OF_USER.search(plain) is not None
    is_of_user = not is_related and (of_user or not is_about_other)
    return SignItems(tuple(runs.items()), is_of_user, is_denied)


def _list_user_signs(role: Role) -> tuple[str, ...]:
    return ADDRESSEE_SIGNS if role == "assistant" else USER_SIGNS


def _split_run(run: str) -> list[str]:
    """Return the parts of a run: what says a relation by itself, and the rest around it."""
    if not _HAN.fullmatch(run) and not _HANGUL.fullmatch(run):
        return [word[:RUN_SIGNS_MAX] for word in split_terms(run)]
    if _HANGUL.fullmatch(run):
        stem = _PARTICLE.sub("", run) or run
        groups = find_relations(stem)
        if groups:
            return [] if groups == HAVING else [stem]
        return [stem[:RUN_SIGNS_MAX]]
    for start in range(len(run)):
        for length in (2, 1):
            part = run[start : start + length]
            groups = find_relations(part)
            if groups and len(part) == length and len(run) > length:
                around = [run[:start], run[start + length :]]
                said = [] if groups == HAVING else [part]
                return [*said, *(each for rest in around if rest for each in _split_run(rest))]
    return [run[:RUN_SIGNS_MAX]]


def _is_name(part: str) -> bool:
    if part.isascii():
        return True
    if _KATAKANA.fullmatch(part):
        return True
    return len(part) > 1 and not find_relations(part)

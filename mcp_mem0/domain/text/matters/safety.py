"""Recognising what concerns somebody's health, diet or safety, and when it should be told."""

from functools import cache, lru_cache

from mcp_mem0.domain.text.matters.lexicon import (
    TEXTS_KEPT,
    Lexicon,
    build_lexicon,
    read_plain_text,
)
from mcp_mem0.domain.text.matters.occasion_words import OCCASION_LISTS
from mcp_mem0.domain.text.matters.safety_words import SAFETY_LISTS


@cache
def _build_safety() -> Lexicon:
    return build_lexicon(*SAFETY_LISTS)


@cache
def _build_occasions() -> Lexicon:
    return build_lexicon(*OCCASION_LISTS)


@lru_cache(maxsize=TEXTS_KEPT)
def concerns_safety(text: str) -> bool:
    """Return whether a statement is about somebody's health, diet or safety.

    That is allergies, illnesses, medicines, pregnancy, dietary rules, blood groups, emergency
    contacts and the like, in fifteen languages.
    """
    return _build_safety().has_match(read_plain_text(text))


def touches_safety(question: str) -> bool:
    """Return whether the answer to a question may depend on somebody's health, diet or safety.

    It asks for it, or is about food and drink, medicines, illness, sports, pets or guests.
    """
    return concerns_safety(question) or _build_occasions().has_match(read_plain_text(question))

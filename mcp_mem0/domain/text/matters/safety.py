"""Recognising what concerns somebody's health, diet or safety, and when it should be told."""

import re
from functools import cache, lru_cache
from typing import Final

from mcp_mem0.domain.text.matters.lexicon import (
    TEXTS_KEPT,
    Lexicon,
    PlainText,
    build_lexicon,
    read_plain_text,
)
from mcp_mem0.domain.text.matters.occasion_words import OCCASION_LISTS
from mcp_mem0.domain.text.matters.safety_words import SAFETY_LISTS

_FIELD: Final = re.compile(
    r" (?:stud(?:y|ies|ied|ying)|teach(?:es)?|taught|read(?:s|ing)?|(?:work(?:s|ed|ing)?"
    r"|job|career|degree|major(?:s|ing|ed)?|course|graduated|interested|specialises|specializes) in"
    r"|(?:school|faculty|professor|student|department|doctor|history|field|practi[cs]es?) of"
    r"|practi[cs]es?)(?: (?:veterinary|internal|emergency|sports|human|general|family|nuclear))?"
    r" (?:medicine|pharmacy)(?= )"
    r"|(?<= )(?:veterinary|internal|emergency|sports) medicine(?= )"
    r"|(?:estudi\w+|trabaj\w+ en|facultad de|licenciad\w en|carrera de|profesor\w* de)"
    r" medicina(?= )"
    r"|(?:studi\w*|laure\w+ in|lavor\w+ in|facolta di) (?:farmacia|medicina)(?= )"
    r"|(?:studeer\w*|studie) medicijnen(?= )"
)
"""Medicine as what somebody studies or works in says nothing of anybody's health."""


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
    plain = read_plain_text(text)
    if not _build_safety().has_match(plain):
        return False
    left = _FIELD.sub(" ", plain.joined)
    if left == plain.joined:
        return True
    return _build_safety().has_match(PlainText(tuple(left.split()), left))


def touches_safety(question: str) -> bool:
    """Return whether the answer to a question may depend on somebody's health, diet or safety.

    It asks for it, or is about food and drink, medicines, illness, sports, pets or guests.
    """
    return concerns_safety(question) or _build_occasions().has_match(read_plain_text(question))

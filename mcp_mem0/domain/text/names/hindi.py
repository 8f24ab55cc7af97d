"""Finding names in Hindi, whose script has no capitals.

A name is shown by

1. itself, if it is a frequent given name that is no other word, with the family names after it;
   those that are ("hope", "victory") need more;
2. a family name after it, जी after it, or a title before it;
3. what is called so ("नाम X है", "X नाम का"), and whom a relative's word stands before;
4. where somebody lives: "पुणे में रहता".
"""

import re
from collections.abc import Iterator
from typing import Final

from mcp_mem0.domain.text.languages.late_patterns import compile_late
from mcp_mem0.domain.text.names.hindi_words import (
    COMMON_PLACES,
    GIVEN_NAMES,
    KIN,
    NOT_HONORED,
    NOT_TITLED,
    ORDINARY_NAMES,
    SURNAMES,
    TITLES,
    UNAMBIGUOUS_SURNAMES,
    VAGUE_PLACES,
)

_WORD: Final = re.compile("[\u0900-\u0963\u0966-\u097f]+")
_NAMED: Final = (
    "नाम (?:तो )?(?P<name>(?!क्या|नहीं|भी|बहुत|पता|याद|लिख|बता|मत|यह|वह|अच्छा|अलग|ही|कुछ|कौन|और|है|था"
    "|रख|बदल|एक|से|में|के|का|की|को|पर|तक)[\u0900-\u0963]{2,20}(?: [\u0900-\u0963]{2,20})?)"
    " (?:है|था|थी|हैं|रखा|पड़ा)(?![\u0900-\u0963])"
    "|(?<![\u0900-\u0963])(?P<called>[\u0900-\u0963]{2,20}) नाम (?:का|की|के) "
)
_PLACE: Final = (
    "(?<![\u0900-\u0963])(?P<name>[\u0900-\u0963]{2,20}) (?:में (?:ही |अब |अकेले |अभी )?(?:रहत|रहने|रहूँ"
    "|रहे|रहना|पैदा हु|जन्म|बस ग|पला|पली)"
    "|का रहने वाल|की रहने वाल|के रहने वाल|से हूँ|से हूं|से आया हू|से आई हू|चले ग|चला ग|चली ग|शिफ्ट)"
)


def find_hindi_names(text: str) -> Iterator[tuple[int, int]]:
    """Yield where names stand in Hindi text; they may overlap, and the first one is meant."""
    for match in compile_late(_NAMED).finditer(text):
        group = match.lastgroup or ""
        if match[group] not in NOT_HONORED | COMMON_PLACES | VAGUE_PLACES:
            yield match.span(group)
    yield from _find_known(text)
    for match in compile_late(_PLACE).finditer(text):
        if match["name"] not in COMMON_PLACES | VAGUE_PLACES | NOT_HONORED:
            yield match.span("name")


def _find_known(text: str) -> Iterator[tuple[int, int]]:
    """Yield the runs of given names and family names, each from where something shows it."""
    words = list(_WORD.finditer(text))
    begin: int | None = None
    end = 0
    for place, word in enumerate(words):
        before = words[place - 1] if place else None
        is_joined = before is not None and text[before.end() : word.start()] in {" ", ". "}
        if begin is not None and is_joined and word[0] in SURNAMES | GIVEN_NAMES | ORDINARY_NAMES:
            end = word.end()
            continue
        if begin is not None:
            yield begin, end
            begin = None
        if _is_start(text, before, word, is_joined=is_joined):
            begin, end = word.span()
    if begin is not None:
        yield begin, end


def _is_start(
    text: str, before: re.Match[str] | None, word: re.Match[str], *, is_joined: bool
) -> bool:
    """Whether a word opens a name."""
    if word[0] in GIVEN_NAMES:
        return True
    after = _WORD.match(text, word.end() + 1) if text[word.end() : word.end() + 1] == " " else None
    follower = "" if after is None else after[0]
    is_given = word[0] in ORDINARY_NAMES
    if follower == "जी":
        return word[0] not in NOT_HONORED
    if follower == "ने" and is_given:
        # Whoever did something.
        return True
    if is_joined and before is not None:
        if before[0] in TITLES:
            return word[0] not in NOT_TITLED
        if before[0] in KIN and is_given:
            return True
    return (
        follower in SURNAMES
        and (is_given or follower in UNAMBIGUOUS_SURNAMES)
        and (word[0] not in NOT_TITLED | NOT_HONORED | TITLES)
    )

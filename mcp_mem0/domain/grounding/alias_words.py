"""Deciding whether words say that two names are one: an alias merges all that is known of both."""

import re
from typing import Final

from mcp_mem0.domain.text.normalise import split_words

BETWEEN_CHARS_MAX: Final = 60
"""How far apart two names may stand that a word between them makes one."""

_SAID: Final = re.compile(
    r"\b(?:aka|a\.k\.a|known as|nicknamed?|alias|go(?:es)? by|short for|real name|full name"
    r"|maiden name|stage name|formerly|renamed|née|(?:is|was|are|been|be) called"
    r"|genannt|heißt|spitzname|dite?|surnomm\w*|appelée?|apodad\w*|llamad\w*|conocid\w* como"
    r"|dett[oa]|chiamat[oa]|soprannominat\w*|apelidad\w*|kallad|kallas|bijgenaamd|zwan[ya]"
    r"|прозвищ\w*|зовут|по имени|conhecid\w* como|znan[aey] jako|pseudonim|ook wel|noto come"
    r"|takma adı|lakaplı|namıdiğer|diğer adıyla|الملقب\w*|المعروف\w* باسم|[يت]عرف باسم"
    r"|واسم\w* الكامل)\b"
    r"|又名|又叫|也叫|叫做|即|外号|別名|通称|こと|별명|일명|본명|उर्फ|के नाम से|उपनाम",
    re.IGNORECASE,
)
_SENTENCE_END: Final = re.compile(r"[.!?]\s|\n|[。！？]")
_IS: Final = frozenset(
    {"is", "ist", "est", "es", "è", "é", "är", "er", "jest", "это", "是", "=", "("}
)


def are_said_to_be_one(one: str, other: str, text: str) -> bool:
    """Return whether a text says that two names are one, or one is a part of the other."""
    ours, theirs = set(split_words(one)), set(split_words(other))
    if ours and theirs and (ours <= theirs or theirs <= ours):
        return True
    folded = text.casefold()
    return any(
        _is_alias_between(folded[end:start])
        for first, second in ((one, other), (other, one))
        for end, start in _find_pairs(folded, first, second)
    )


def _find_pairs(folded: str, first: str, second: str) -> list[tuple[int, int]]:
    """Return where a first name ends, and where the next second name begins, if that is near."""
    pattern = f"{re.escape(first.casefold())}(?:.{{0,{BETWEEN_CHARS_MAX}}}?)"
    found = re.finditer(f"(?={pattern}{re.escape(second.casefold())})", folded, re.DOTALL)
    starts = [match.start() + len(first) for match in list(found)[:BETWEEN_CHARS_MAX]]
    return [(end, folded.find(second.casefold(), end)) for end in starts]


def _is_alias_between(between: str) -> bool:
    bare = between.strip(" ,:;'\"“”")
    if _SENTENCE_END.search(between):
        return False
    return _SAID.search(between) is not None or bare in _IS

"""Leaving the words of time out of what a question asks about a period.

"What did Ana do last Monday?" is answered by whatever Ana did then, which has none of its words.
"""

import re
from functools import lru_cache
from typing import Final

from mcp_mem0.domain.text.normalise import SPACELESS
from mcp_mem0.domain.text.times.asked_time import AskedTime

PATTERNS_KEPT: Final = 64

_DEEDS: Final = (
    "do did does done doing happen happened happens tat tun getan macht machte gemacht passiert",
    "geschah geschehen gedaan gebeurd gebeurde fait faisait passé arrivé hizo hice hecho hicimos",
    "pasó pasado ocurrió fatto fece successo fez feito aconteceu zrobił zrobiła robił robiła",
    "działo stało делал делала сделал сделала случилось произошло yaptı oldu 做了什么 干了什么",
    "何をした 何をしました 무엇을 했 فعل فعلت حدث किया हुआ",
)
"""Words by which a question asks for whatever was done or happened."""


def leave_out_time(text: str, time: AskedTime) -> str:
    """Return a question without the words that name its days, and those that ask for any deed.

    A question that names no days stays whole.

    Args:
        text: The question.
        time: What it says about time.
    """
    if not time.periods:
        return text
    left_out = frozenset((*time.words, *" ".join(_DEEDS).split()))
    return " ".join(_compile_words(left_out).sub(" ", text).split())


@lru_cache(maxsize=PATTERNS_KEPT)
def _compile_words(words: frozenset[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    signs = [re.escape(word) for word in longest_first if SPACELESS.search(word)]
    spaced = [re.escape(word) for word in longest_first if not SPACELESS.search(word)]
    return re.compile("|".join([*signs, rf"\b(?:{'|'.join(spaced)})\b"]), re.IGNORECASE)

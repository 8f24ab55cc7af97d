"""Leaving the small words of a question's language out of what is searched for.

The index leaves out those of English only, so "zu" would find whatever has a "zu" in it.
"""

import re
from typing import Final

from mcp_mem0.domain.text.languages.function_words import SCRIPT_WORDS, WORDS_BY_LANGUAGE
from mcp_mem0.domain.text.normalise import SPACELESS

_WORD: Final = re.compile(r"(?:(?<!\w)(?:[ldjcnmst]|qu)['’](?=\w))|[^\W\d_]+(?:-[^\W\d_]+)*")
_ENGLISH: Final = "en"


def leave_out_small_words(text: str, language: str | None) -> str:
    """Return a question without the function words of its language.

    It stays whole if its language is English or not known, if it has no spaces, and if nothing
    would be left.

    Args:
        text: The question.
        language: The code of its language, as guessed.
    """
    if language is None or language == _ENGLISH or SPACELESS.search(text):
        return text
    small = WORDS_BY_LANGUAGE.get(language, SCRIPT_WORDS)
    shorter = _WORD.sub(lambda match: " " if _is_small(match[0], small) else match[0], text)
    return shorter if any(char.isalnum() for char in shorter) else text


def _is_small(word: str, small: frozenset[str]) -> bool:
    return word[-1] in "'’" or word.lower() in small

"""Taking off what an apostrophe ties to a word: "Ana's", "don't", "l'école".

The full-text index splits a word at its apostrophe. No letter is a stop word, so "s", "t" and "l"
would count as words that half of all texts have.
"""

import re
from typing import Final

_ENDING: Final = re.compile(
    r"\b(?:ca|wo|sha)n't\b|(?<=[^\W\d_])(?:n't|'(?:s|re|ve|ll|d|m|t))\b", re.IGNORECASE
)
_ARTICLE: Final = re.compile(
    r"\b(?:[cdjlmnst]|qu|dell|nell|all|dall|sull)'(?=[^\W\d_]{2})", re.IGNORECASE
)


def strip_contractions(text: str) -> str:
    """Return a text without what apostrophes tie to its words, in English, French and Italian.

    Args:
        text: It has plain apostrophes (`unify_marks`).
    """
    if "'" not in text:
        return text
    return _ARTICLE.sub("", _ENDING.sub("", text))

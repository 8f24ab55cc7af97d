"""Estimating how many tokens a text takes, without a tokenizer.

A token is a word times 1.35. A word is a run of letters, digits and underscores, or one sign
of a script that writes without spaces (Chinese, Japanese, Korean), or one pictograph. A run
longer than `WORD_CHARS_MAX`, such as a key or a hash, counts again for each such length, so
that no text is free.
"""

import re

WORD_CHARS_MAX = 20
"""Longest run that counts as one word, in characters; hardly an English word is longer."""

_TOKENS_PER_100_WORDS = 135
_SPACELESS = "\u1100-\u11ff\u2e80-\u2fdf\u3005-\u30ff\u3100-\u31ff\u3400-\u9fff\uac00-\ud7af"
_SPACELESS_BEYOND = "\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
_PICTOGRAPHS = "\u2190-\u2bff\U0001f000-\U0001faff"
_ONE_SIGN = f"{_SPACELESS}{_SPACELESS_BEYOND}{_PICTOGRAPHS}"
_WORD = re.compile(rf"[{_ONE_SIGN}]|[^\W{_ONE_SIGN}]{{1,{WORD_CHARS_MAX}}}")
# The same without the signs: it takes half the time, and most texts are ASCII.
_ASCII_WORD = re.compile(rf"\w{{1,{WORD_CHARS_MAX}}}", re.ASCII)


def estimate_tokens(text: str) -> int:
    """Return the estimate, rounded up."""
    return convert_words_to_tokens(count_token_words(text))


def count_token_words(text: str) -> int:
    """Return how many words of the estimate a text has; those of several lines add up."""
    return len((_ASCII_WORD if text.isascii() else _WORD).findall(text))


def convert_words_to_tokens(words: int) -> int:
    """Return the estimate for a count of words, rounded up."""
    return -(-words * _TOKENS_PER_100_WORDS // 100)

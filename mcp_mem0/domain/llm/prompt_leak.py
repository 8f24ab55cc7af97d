"""Detecting that a model's answer repeats its prompt."""

from functools import lru_cache
from typing import Final

from mcp_mem0.domain.text.normalise import split_words

RUN_WORDS: Final = 8
"""How many shared words in a row are no coincidence."""

SHORT_WORDS_MIN: Final = 5
"""A text shorter than that is a leak if it has at least so many words, all in a row."""


def is_prompt_leak(text: str, prompt: str, said: str) -> bool:
    """Return whether a text repeats a run of a prompt's words that does not occur in `said`."""
    spoken = split_words(text)
    if len(spoken) < SHORT_WORDS_MIN:
        return False
    length = min(RUN_WORDS, len(spoken))
    instructed = _pad_prompt(prompt)
    runs = (_pad_words(" ".join(spoken[n : n + length])) for n in range(len(spoken) - length + 1))
    repeated = [run for run in runs if run in instructed]
    heard = _pad_words(said) if repeated else ""
    return any(run not in heard for run in repeated)


# The rules are few, long and always the same.
@lru_cache(maxsize=8)
def _pad_prompt(prompt: str) -> str:
    return _pad_words(prompt)


def _pad_words(text: str) -> str:
    # Spaces around it, so that a run cannot begin or end inside a word.
    return f" {' '.join(split_words(text))} "

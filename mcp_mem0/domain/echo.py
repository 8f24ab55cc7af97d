"""Telling when a model hands back the words that it was instructed with."""

from typing import Final

from mcp_mem0.domain.text import words

RUN_WORDS: Final = 8
"""So many words in a row are no accident."""

SHORT_WORDS_MIN: Final = 5
"""A shorter text than a run is an echo if it has at least so many words, all in a row."""


def echoes(text: str, prompt: str, said: str) -> bool:
    """Tell whether a text repeats a run of a prompt's words that nobody in `said` said."""
    spoken = words(text)
    if len(spoken) < SHORT_WORDS_MIN:
        return False
    length = min(RUN_WORDS, len(spoken))
    instructed, heard = _padded(prompt), _padded(said)
    runs = (_padded(" ".join(spoken[n : n + length])) for n in range(len(spoken) - length + 1))
    return any(run in instructed and run not in heard for run in runs)


def _padded(text: str) -> str:
    # Spaces around it, so that a run cannot begin or end inside a word.
    return f" {' '.join(words(text))} "

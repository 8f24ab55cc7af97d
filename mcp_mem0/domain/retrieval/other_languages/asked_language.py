"""In which language a question is asked, what that changes in the weights, and when to say so.

The vector of a question says little if the embedding model does not read its language, so its words
count more then. And no words meet where the answer was told in another language, so whoever asks is
told once in which language to ask.
"""

from collections import Counter
from itertools import islice
from typing import Final

from mcp_mem0.domain.retrieval.pool import Pool
from mcp_mem0.domain.text.languages.language_guess import (
    LANGUAGE_NAMES,
    guess_language,
)

ROWS_GUESSED_MAX: Final = 24
"""Of how many of the rows found the language is guessed."""

ROWS_GUESSED_MIN: Final = 3
"""With fewer rows of a known language nothing is said about the language of a space.

Where nothing answers, one is enough: what little is known was told in another language.
"""

MAIN_SHARE: Final = 0.6
"""The share of the rows found that one language must have to be that of the space."""

TOLD_SHARE: Final = 0.15
"""Where none has, this share makes a language one of those that the space is told in."""

LANGUAGES_NAMED_MAX: Final = 4
"""How many languages are named at most."""

OWN_SHARE_MAX: Final = 0.1
"""If more of the rows found are in the question's own language, it was asked in the right one."""

OWN_SHARE_UNKNOWN_MAX: Final = 0.2
"""The same where nothing answers, so that what answers may be among the others."""


def describe_language(
    pool: Pool, *, languages: frozenset[str] | None, is_known: bool
) -> tuple[str, ...]:
    """Return a note if a question was asked in another language than what is stored, or nothing.

    It is said only where it matters: if nothing answers, or if the embedding model does not read
    the one language or the other.

    Args:
        pool: The question and what was found for it.
        languages: The languages that the embedding model reads; None means any.
        is_known: Whether what was found is likely to answer the question.
    """
    asked = pool.question.language
    if asked is None:
        return ()
    own_max = OWN_SHARE_MAX if is_known else OWN_SHARE_UNKNOWN_MAX
    counts = Counter[str]()
    for each in islice(pool.candidates.values(), ROWS_GUESSED_MAX):
        language = guess_language(each.row.text)
        if language is not None:
            counts[language] += 1
        if counts[asked] > own_max * ROWS_GUESSED_MAX:
            # However many more are guessed.
            return ()
    guessed = counts.total()
    least = ROWS_GUESSED_MIN if is_known else 1
    if guessed < least or counts[asked] > own_max * guessed:
        return ()
    told = _list_told(counts, asked, is_known=is_known)
    is_unread = languages is not None and not {asked, *told} <= languages
    if not told or (is_known and not is_unread):
        return ()
    *first, last = (LANGUAGE_NAMES[language] for language in told)
    names = f"{', '.join(first)} or {last}" if first else last
    return (f"asked in another language than it was told: ask in {names} to find more",)


def _list_told(counts: Counter[str], asked: str, *, is_known: bool) -> list[str]:
    """Return the language of most rows; if there is none and nothing answers, the frequent ones."""
    shares = {language: count / counts.total() for language, count in counts.most_common()}
    main = [language for language, share in shares.items() if share >= MAIN_SHARE]
    frequent = [language for language, share in shares.items() if share >= TOLD_SHARE]
    told = main or ([] if is_known else frequent[:LANGUAGES_NAMED_MAX])
    return [language for language in told if language != asked]

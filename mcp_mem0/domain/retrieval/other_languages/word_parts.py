"""Comparing words by their parts, for languages whose endings and compounds the index cannot read.

Its stems are English ones, so "Ärztin" does not find "Hausärztin", nor "живут" "живёт". Two words
are as alike as the share of the shorter one's runs of three letters that the other has.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import log
from typing import Final

from mcp_mem0.domain.retrieval.pool import scale_to_best

PART_CHARS_MIN: Final = 4
"""Shorter words are compared as a whole elsewhere: their parts are in any word."""

PART_SHARE_MIN: Final = 0.4
"""Words that share less are different words."""

WORDS_KEPT: Final = 8_192
"""How many words are remembered with their parts: the rows of a space share most of theirs."""

UNREAD_MEANING: Final = 0.5
"""What the cosine similarity of a row counts if the model does not read the question."""

ALIKE_SHARE: Final = 0.75
"""How much words that are alike count then, beside equal ones: those are among them, too."""

_PART: Final = 3


def measure_word_parts(
    asked: Sequence[str], texts: Mapping[str, Sequence[str]]
) -> dict[str, float]:
    """Return how much of a question each text has in words that are alike, from 0 to 1.

    A word counts more if fewer texts have one like it.

    Args:
        asked: The words of the question.
        texts: The words of each text, by row id.
    """
    sought = {word: _split_parts(word) for word in asked if len(word) >= PART_CHARS_MIN}
    likeness = _compare_words(sought, texts)
    best = {row_id: _find_best(words, likeness) for row_id, words in texts.items()}
    counts = Counter(word for found in best.values() for word in found)
    weights = {word: log(1 + (len(texts) + 0.5) / (counts[word] + 0.5)) for word in sought}
    total = sum(weights.values())
    return {
        row_id: sum(weights[word] * share for word, share in found.items()) / total if total else 0
        for row_id, found in best.items()
    }


def lean_on_words(
    cosines: Mapping[str, float], words: Mapping[str, float], alike: Mapping[str, float]
) -> tuple[dict[str, float], dict[str, float]]:
    """Return the measures of rows by meaning and by words for a question that is not read.

    Args:
        cosines: Their cosine similarity, as shares of the best.
        words: Their score by equal words, as shares of the best.
        alike: How much of the question they have in words that are alike.
    """
    best = scale_to_best(alike)
    shares = {
        row_id: (1 - ALIKE_SHARE) * share + ALIKE_SHARE * best[row_id]
        for row_id, share in words.items()
    }
    lowered = {row_id: UNREAD_MEANING * share for row_id, share in cosines.items()}
    return lowered, scale_to_best(shares)


@lru_cache(maxsize=WORDS_KEPT)
def _split_parts(word: str) -> frozenset[str]:
    return frozenset(word[start : start + _PART] for start in range(len(word) - _PART + 1))


def _compare_words(
    sought: Mapping[str, frozenset[str]], texts: Mapping[str, Sequence[str]]
) -> dict[str, dict[str, float]]:
    """Return, for each word of the texts, how alike the words sought are that are like it."""
    any_part = frozenset[str]().union(*sought.values())
    found: dict[str, dict[str, float]] = {}
    for other in {word for words in texts.values() for word in words}:
        if len(other) < PART_CHARS_MIN or any_part.isdisjoint(parts := _split_parts(other)):
            continue
        shares = {
            word: len(ours & parts) / min(len(ours), len(parts)) for word, ours in sought.items()
        }
        found[other] = {word: share for word, share in shares.items() if share >= PART_SHARE_MIN}
    return found


def _find_best(
    words: Sequence[str], likeness: Mapping[str, Mapping[str, float]]
) -> dict[str, float]:
    """Return how alike the best word of a text is to each word that it is alike to."""
    best: dict[str, float] = {}
    for other in words:
        for word, share in likeness.get(other, {}).items():
            best[word] = max(share, best.get(word, 0.0))
    return best

"""BM25: scoring texts by the words that they share with a question.

Rare words count more, and rarity is computed over the given texts alone. An index computes it
over everything it holds, so the content of one space would change the order in another.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain
from math import fsum, log

_SATURATION = 1.2
_LENGTH_SHARE = 0.75


def compute_bm25_scores(asked: Sequence[str], texts: Sequence[Sequence[str]]) -> list[float]:
    """Return the BM25 score of each text for a question, counted over these texts alone.

    Args:
        asked: The words of the question; a repeated word counts once.
        texts: The words of each text.
    """
    sought = set(asked)
    shared = [sought.intersection(text) for text in texts]
    rarity = _compute_rarity(shared)
    mean = sum(map(len, texts)) / len(texts) if texts else 0.0
    scores: list[float] = []
    for text, words in zip(texts, shared, strict=True):
        if not words:
            scores.append(0.0)
            continue
        norm = _SATURATION * (1 - _LENGTH_SHARE + _LENGTH_SHARE * len(text) / mean)
        counts = [(word, text.count(word)) for word in words]
        # Exactly: the order of a set differs between processes, and so would the rounding.
        scores.append(
            fsum([rarity[word] * (n * (_SATURATION + 1) / (n + norm)) for word, n in counts])
        )
    return scores


def weigh_words(asked: Iterable[str], shared: Sequence[AbstractSet[str]]) -> dict[str, float]:
    """Return how rare each word of a question is among some texts; one of none is rarest.

    Args:
        asked: The words of the question; a repeated word counts once.
        shared: The words that each text has of the question.
    """
    known = _compute_rarity(shared)
    unknown = log(1 + (2 * len(shared) + 0.5) / 0.5)
    return {word: known.get(word, unknown) for word in asked}


def _compute_rarity(shared: Sequence[AbstractSet[str]]) -> dict[str, float]:
    # As many texts again are assumed to have none of the words, so a word of all still counts.
    total = 2 * len(shared)
    texts_with = Counter(chain.from_iterable(filter(None, shared)))
    return {word: log(1 + (total - n + 0.5) / (n + 0.5)) for word, n in texts_with.items()}

"""An inverted index in memory: which texts contain which words."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

_Places: TypeAlias = NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class WordIndex:
    """An inverted index; texts are numbered by their place.

    Attributes:
        texts: The words of each text.
        holders: The places of the texts that contain a word, each once, ascending.
        lengths: How many words each text has.
    """

    texts: Sequence[Sequence[str]]
    holders: Mapping[str, _Places]
    lengths: _Places

    def find_sharing_texts(
        self, query: Iterable[str], *, limit: int, is_excluded: NDArray[np.bool_]
    ) -> list[int]:
        """Return the places of texts that share words with a query.

        Of more than the limit, those that share the rarest words, and of ties the shortest.

        Args:
            query: The words of the query.
            limit: Most texts to return.
            is_excluded: Whether each place is skipped.
        """
        weights = np.zeros(len(self.texts), np.float64)
        for word in sorted(set(query) & self.holders.keys()):
            weights[self.holders[word]] += self._compute_rarity(word)
        weights[is_excluded] = 0.0
        (places,) = np.nonzero(weights)
        if len(places) > limit:
            least = np.partition(weights[places], -limit)[-limit]
            places = places[weights[places] >= least]
            places = places[np.lexsort((self.lengths[places], -weights[places]))][:limit]
        return places.tolist()

    def _compute_rarity(self, word: str) -> float:
        count = len(self.holders[word])
        return log(1 + (len(self.texts) - count + 0.5) / (count + 0.5))


def build_word_index(texts: Sequence[Sequence[str]]) -> WordIndex:
    """Return the index of texts that are given as their words."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for place, words in enumerate(texts):
        for word in dict.fromkeys(words):
            holders[word].append(place)
    return WordIndex(
        texts=texts,
        holders={word: np.array(places, np.int32) for word, places in holders.items()},
        lengths=np.array([len(words) for words in texts], np.int32),
    )

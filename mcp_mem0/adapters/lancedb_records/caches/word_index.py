"""Which of some texts hold which words, in memory."""

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
    """The words of texts, each text at its place.

    Attributes:
        told: The words of each text.
        holders: The places of the texts that hold a word, each once, ascending.
        lengths: How many words each text has.
    """

    told: Sequence[Sequence[str]]
    holders: Mapping[str, _Places]
    lengths: _Places

    def find_sharing_texts(
        self, asked: Iterable[str], *, limit: int, without: Sequence[int]
    ) -> list[int]:
        """Return the places of texts that share words with a question.

        Of more than the limit, those that share the rarest words, and of equals the shortest.

        Args:
            asked: The words of the question.
            limit: How many are wanted at most.
            without: Places that do not count.
        """
        weights = np.zeros(len(self.told), np.float64)
        for word in sorted(set(asked) & self.holders.keys()):
            weights[self.holders[word]] += self._compute_rarity(word)
        weights[[*without]] = 0.0
        (places,) = np.nonzero(weights)
        if len(places) > limit:
            least = np.partition(weights[places], -limit)[-limit]
            places = places[weights[places] >= least]
            places = places[np.lexsort((self.lengths[places], -weights[places]))][:limit]
        return [int(place) for place in places]

    def _compute_rarity(self, word: str) -> float:
        held = len(self.holders[word])
        return log(1 + (len(self.told) - held + 0.5) / (held + 0.5))


def build_word_index(told: Sequence[Sequence[str]]) -> WordIndex:
    """Return the index of texts of which the words are given."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for place, words in enumerate(told):
        for word in dict.fromkeys(words):
            holders[word].append(place)
    return WordIndex(
        told=told,
        holders={word: np.array(places, np.int32) for word, places in holders.items()},
        lengths=np.array([len(words) for words in told], np.int32),
    )

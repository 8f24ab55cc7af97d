"""Vectors and the arithmetic on them: validity, normalising, cosine, weighted mean.

A stored vector has length one, so similarity is a dot product. A vector from a model is
checked by `is_usable` before anything is computed from it or stored.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

Vector: TypeAlias = tuple[float, ...]


@dataclass(frozen=True)
class EmbedderIdentity:
    """Which model made a vector; vectors of different identities must never be compared.

    Args:
        name: The model, as a person would name it.
        revision: Distinguishes two builds: the sha256 of the model file, or for an endpoint,
            which hides its file, the name of the model.
        dimensions: How many numbers a vector has.
    """

    name: str
    revision: str
    dimensions: int

    def __str__(self) -> str:
        """Write it for a person: the name, the beginning of the revision, and the size."""
        return f"{self.name} ({self.revision[:12]}, {self.dimensions} dimensions)"


def is_usable(vector: Sequence[float], dimensions: int) -> bool:
    """Return whether a vector has the right size, finite numbers and a direction."""
    # Infinity and NaN propagate to the length, and every comparison with NaN is false.
    try:
        return len(vector) == dimensions and 0.0 < math.hypot(*vector) < math.inf
    except TypeError:
        # What a damaged file holds may lack numbers.
        return False


def normalise_vector(vector: Sequence[float]) -> Vector:
    """Scale a usable vector to length one; one that has no direction becomes all zeros."""
    length = math.hypot(*vector)
    if length == 0.0:
        return (0.0,) * len(vector)
    return tuple(number / length for number in vector)


def compute_weighted_mean(vectors: Sequence[Sequence[float]], weights: Sequence[float]) -> Vector:
    """Return the weighted mean of vectors, normalised.

    All zeros if they cancel out. There must be at least one vector, and a positive weight for each.
    """
    columns = zip(*vectors, strict=True)
    sums = [sum(x * w for x, w in zip(column, weights, strict=True)) for column in columns]
    return normalise_vector(sums)

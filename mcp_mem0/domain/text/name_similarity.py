"""Finding new names that may mean an entity already known; the model is asked, never overruled."""

from collections.abc import Sequence
from typing import Final

from mcp_mem0.domain.text.entity_matching import compute_similarity
from mcp_mem0.domain.text.normalise import normalise_name

LIKES_MAX: Final = 3
"""Most candidates for one name."""

NAMES_ASKED_MAX: Final = 10
"""Most names that are asked about at once."""


def propose_aliases(
    names: Sequence[str], in_use: Sequence[str], *, threshold: float
) -> dict[str, tuple[str, ...]]:
    """Return, for names not in use, those in use that may mean the same, most similar first."""
    used = {normalise_name(name) for name in in_use}
    proposals: dict[str, tuple[str, ...]] = {}
    for name in names:
        if normalise_name(name) in used or len(proposals) == NAMES_ASKED_MAX:
            continue
        scored = [
            (compute_similarity(normalise_name(name), normalise_name(other)), other)
            for other in in_use
        ]
        likes = sorted((-score, other) for score, other in scored if score >= threshold)
        if likes:
            proposals[name] = tuple(other for _, other in likes[:LIKES_MAX])
    return proposals

"""Matching names to entities: aliases, known names in a text, and how similar names are.

Names are compared by their keys (`normalise_name`). Two keys are one entity only where a relation
says so ("also known as"); similarity suggests and never merges.
"""

import functools
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Final

from mcp_mem0.domain.model.rows import Relation, StatedRelation
from mcp_mem0.domain.text.entity_extraction import NAME_WORDS_MAX
from mcp_mem0.domain.text.normalise import SPACELESS, normalise_name, split_words
from mcp_mem0.domain.text.word_lists import SMALL_WORDS

NAME_SIGNS_MAX: Final = 12
"""Longest name that is searched for in a script without spaces, in characters."""

INITIALS_LIKENESS: Final = 0.75
"""Similarity of "NYC" to "New York City": always proposed, but after most misspellings."""

_ALIAS_PREDICATES: Final = frozenset({"also known as", "is also known as", "aka"})


# There are few predicates, and each relation of a graph asks about one.
@functools.lru_cache(maxsize=1_024)
def is_alias(predicate: str) -> bool:
    """Return whether a predicate says that its subject and object are one entity."""
    return normalise_name(predicate.replace("_", " ")) in _ALIAS_PREDICATES


def collect_aliases(relations: Iterable[Relation | StatedRelation]) -> dict[str, str]:
    """Return, for each key that relations make an alias, the key that represents them all."""
    return merge_pairs(
        (normalise_name(relation.subject), normalise_name(relation.object))
        for relation in relations
        if is_alias(relation.predicate)
    )


def merge_pairs(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return, for each key in a pair, the key that represents its whole group.

    That is the first one in alphabetical order, whatever the order of the pairs.
    """
    parent: dict[str, str] = {}

    def find_root(key: str) -> str:
        while parent.setdefault(key, key) != key:
            # Path halving: later searches are shorter.
            parent[key] = key = parent[parent[key]]
        return key

    for one, other in pairs:
        first, second = sorted((find_root(one), find_root(other)))
        parent[second] = first
    return {key: find_root(key) for key in tuple(parent)}


def find_names(text: str, known: Container[str]) -> tuple[str, ...]:
    """Return the known keys that a text contains, in order, each once; the longest wins.

    Case and a possessive ending do not matter. A small word alone ("it") is no name.
    """
    spoken = [word.removesuffix("'s") for word in split_words(text)]
    return tuple(dict.fromkeys(_find_runs(spoken, known)))


def _find_runs(spoken: Sequence[str], known: Container[str]) -> Iterator[str]:
    start = 0
    while start < len(spoken):
        length = next(
            (
                length
                for length in range(min(NAME_WORDS_MAX, len(spoken) - start), 0, -1)
                if _is_known_name(spoken[start : start + length], known)
            ),
            0,
        )
        if length:
            yield " ".join(spoken[start : start + length])
        elif SPACELESS.search(spoken[start]):
            yield from _find_inner_names(spoken[start], known)
        start += max(1, length)


def _is_known_name(run: Sequence[str], known: Container[str]) -> bool:
    return " ".join(run) in known and not (len(run) == 1 and run[0] in SMALL_WORDS)


def _find_inner_names(run: str, known: Container[str]) -> Iterator[str]:
    """Yield the keys inside a run of a script that writes without spaces."""
    start = 0
    while start < len(run):
        ends = range(min(len(run), start + NAME_SIGNS_MAX), start, -1)
        end = next((end for end in ends if run[start:end] in known), None)
        if end is not None:
            yield run[start:end]
        start = start + 1 if end is None else end


def compute_similarity(key: str, other: str) -> float:
    """Return how similar the spelling of two names is, from 0 to 1, by their pairs of letters.

    The initials of a name are almost as similar as the name itself.
    """
    if other in {_extract_initials(key), key} or key == _extract_initials(other):
        return 1.0 if key == other else INITIALS_LIKENESS
    ours, theirs = _list_letter_pairs(key), _list_letter_pairs(other)
    return 2 * len(ours & theirs) / (len(ours) + len(theirs))


def _list_letter_pairs(key: str) -> set[str]:
    padded = f" {key} "
    return {padded[place : place + 2] for place in range(len(padded) - 1)}


def _extract_initials(key: str) -> str | None:
    parts = key.split()
    return "".join(part[0] for part in parts) if len(parts) > 1 else None

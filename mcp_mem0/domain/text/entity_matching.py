"""Matching names to entities: aliases, known names in a text, and how similar names are.

Names are compared by their keys (`normalise_name`). Two keys are one entity only where a relation
says so ("also known as"); similarity suggests and never merges.
"""

import functools
import itertools
import re
from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from typing import Final

from mcp_mem0.domain.model.rows import Relation, StatedRelation
from mcp_mem0.domain.text.entity_extraction import NAME_WORDS_MAX
from mcp_mem0.domain.text.normalise import SPACELESS, normalise_name, split_words
from mcp_mem0.domain.text.word_lists import SMALL_WORDS

NAME_SIGNS_MAX: Final = 12
"""Longest name that is searched for in a script without spaces, in characters."""

NAME_SIGNS_MIN: Final = 2
"""Shortest one: a single sign is part of many words."""

INITIALS_LIKENESS: Final = 0.75
"""Similarity of "NYC" to "New York City": always proposed, but after most misspellings."""

VARIANT_LIKENESS: Final = 0.75
"""Similarity from which two long names are two spellings of one."""

FULL_NAMES_MAX: Final = 20
"""Names that one short form may have before it counts as the short form of several things."""

_PREFIX: Final = re.compile("^(?:[وفلب]|ول|وب|[ולבמשהכ])(?=[\u0621-\u06d3\u05d0-\u05ea]{2})")
_ENDING: Final = re.compile(r"'\w{1,5}$")
_ALIAS_PREDICATES: Final = frozenset({"also known as", "is also known as", "aka"})


# There are few predicates, and each relation of a graph asks about one.
@functools.lru_cache(maxsize=1_024)
def is_alias(predicate: str) -> bool:
    """Return whether a predicate says that its subject and object are one entity."""
    return normalise_name(predicate.replace("_", " ")) in _ALIAS_PREDICATES


def collect_aliases(relations: Iterable[Relation | StatedRelation]) -> dict[str, str]:
    """Return, for each key that relations make an alias, the key that represents them all."""
    return merge_aliases(
        (normalise_name(relation.subject), normalise_name(relation.object))
        for relation in relations
        if is_alias(relation.predicate)
    )


def merge_aliases(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return, for each key in a pair of aliases, the key that represents its whole group.

    A short form of two things ("AV" of Audio Visual and of Antivirus) does not make them one; it
    stands for itself then, unless something else says that they are the same.
    """
    known = list(dict.fromkeys(pairs))
    ambiguous = _find_ambiguous_forms(known)
    doubted = {(short, full) for short, names in ambiguous for full in names}
    certain = [
        (one, other)
        for one, other in known
        if (one, other) not in doubted and (other, one) not in doubted
    ]
    merged = merge_pairs(certain)
    agreed = [
        (short, full)
        for short, names in ambiguous
        for full in names
        if len({merged.get(name, name) for name in names}) == 1
    ]
    alone = ((key, key) for pair in known for key in pair)
    return merge_pairs([*certain, *agreed, *alone])


def _find_ambiguous_forms(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, frozenset[str]]]:
    """Return each short form of several names that are no variants of one, with these names."""
    forms: dict[tuple[str, str], set[str]] = {}
    for one, other in pairs:
        for short, full in ((one, other), (other, one)):
            if " " in short or len(short) >= len(full):
                continue
            if _is_short_form(short, full):
                forms.setdefault((short, ""), set()).add(full)
            elif " " in full:
                # "Bob" of Robert Chen and of Robert Martin.
                forms.setdefault((short, full.split()[0]), set()).add(full)
    return [
        (short, frozenset(names)) for (short, _), names in forms.items() if not _are_variants(names)
    ]


def _is_short_form(short: str, full: str) -> bool:
    """Whether a word is made of letters of a longer name, in order, from the first on."""
    letters = iter(full)
    return short[:1] == full[:1] and all(letter in letters for letter in short)


def _are_variants(names: Collection[str]) -> bool:
    """Whether all are spellings of one name: each word of a shorter one begins one of a longer."""
    if len(names) > FULL_NAMES_MAX:
        return False
    ordered = sorted(names, key=lambda name: (len(name.split()), len(name), name))
    return all(_is_variant(short, long) for short, long in itertools.pairwise(ordered))


def _is_variant(short: str, long: str) -> bool:
    parts = long.split()
    is_part = all(
        any(part.startswith(word) for part in parts) for word in short.rstrip(".").split()
    )
    return is_part or compute_similarity(short, long) >= VARIANT_LIKENESS


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

    Case does not matter, nor what languages write at a name: a possessive ending, an ending after
    an apostrophe ("Ankara'da"), "and" and "for" in front of one in Arabic and Hebrew. In a script
    without spaces a name of two signs or more is found inside a run. A small word alone ("it") is
    no name.
    """
    spoken = [word.removesuffix("'s") for word in split_words(text)]
    return tuple(dict.fromkeys(_find_runs(spoken, known)))


def _find_runs(spoken: Sequence[str], known: Container[str]) -> Iterator[str]:
    start = 0
    while start < len(spoken):
        longest = min(NAME_WORDS_MAX, len(spoken) - start)
        keys = (
            (length, key)
            for length in range(longest, 0, -1)
            if (key := _find_key(spoken[start : start + length], known)) is not None
        )
        length, key = next(keys, (0, None))
        if key is not None:
            yield key
        elif SPACELESS.search(spoken[start]):
            yield from _find_inner_names(spoken[start], known)
        start += max(1, length)


def _find_key(run: Sequence[str], known: Container[str]) -> str | None:
    """Return the known key that a run of words spells, perhaps with a prefix or an ending."""
    if len(run) == 1 and run[0] in SMALL_WORDS:
        return None
    spelled = " ".join(run)
    if spelled in known:
        return spelled
    for bare in (_PREFIX.sub("", spelled), _ENDING.sub("", spelled)):
        if bare != spelled and bare in known and bare not in SMALL_WORDS:
            return bare
    return None


def _find_inner_names(run: str, known: Container[str]) -> Iterator[str]:
    """Yield the keys inside a run of a script that writes without spaces."""
    start = 0
    while start < len(run):
        last = min(len(run), start + NAME_SIGNS_MAX)
        ends = range(last, start + NAME_SIGNS_MIN - 1, -1)
        is_start = not _is_inside_word(run, start)
        end = next((end for end in ends if is_start and _is_inner_name(run, start, end, known)), 0)
        if end:
            yield run[start:end]
        start = end or start + 1


def _is_inner_name(run: str, start: int, end: int, known: Container[str]) -> bool:
    return run[start:end] in known and not _is_inside_word(run, end)


def _is_inside_word(run: str, place: int) -> bool:
    """Whether a place in a run divides a word of Latin letters or digits."""
    around = run[max(0, place - 1) : place + 1]
    return len(around) > 1 and around.isascii() and around.isalnum()


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

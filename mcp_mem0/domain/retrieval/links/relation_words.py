"""Words that say the same relation: "manages", "is the boss of", "leitet".

A question and a fact seldom use the same verb, and a relation's predicate is a third way to say it.
Which words are in a group is in `relation_groups`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from mcp_mem0.domain.retrieval.links.relation_groups import KINDS, RELATION_GROUPS
from mcp_mem0.domain.text.normalise import SPACELESS

ENDING_CHARS_MAX: Final = 5
"""How many letters may follow the beginning of a word that is in a group."""

WORDS_KEPT: Final = 8_192


@dataclass(frozen=True, slots=True)
class _Lookup:
    """Which groups a word is in: by the whole word, by its beginning, or by signs that it holds."""

    whole: dict[str, set[int]]
    beginnings: dict[str, set[int]]
    signs: dict[str, set[int]]

    def find_groups(self, word: str) -> frozenset[int]:
        found = set(self.whole.get(word, ()))
        for length in range(max(1, len(word) - ENDING_CHARS_MAX), len(word) + 1):
            found |= self.beginnings.get(word[:length], set())
        if SPACELESS.search(word):
            found.update(*(groups for sign, groups in self.signs.items() if sign in word))
        return frozenset(found)


def _build_lookup(groups: Iterable[str]) -> _Lookup:
    lookup = _Lookup({}, {}, {})
    for number, group in enumerate(groups):
        for stem in group.split():
            if stem.endswith("$"):
                lookup.whole.setdefault(stem[:-1], set()).add(number)
            elif SPACELESS.search(stem):
                lookup.signs.setdefault(stem, set()).add(number)
            else:
                lookup.beginnings.setdefault(stem, set()).add(number)
    return lookup


_ASKED: Final = _build_lookup([*RELATION_GROUPS, *(kind.partition(" > ")[0] for kind in KINDS)])
_SAID: Final = _build_lookup([*RELATION_GROUPS, *(kind.replace(" > ", " ") for kind in KINDS)])


@lru_cache(maxsize=WORDS_KEPT)
def find_asked_groups(word: str) -> frozenset[int]:
    """Return the groups that a word of a question asks for; in lower case, without accents."""
    return _ASKED.find_groups(word)


@lru_cache(maxsize=WORDS_KEPT)
def find_relations(word: str) -> tuple[str, ...]:
    """Return the relations that a word says, each as the first word of its group.

    Those names stay the same when words or groups are added.
    """
    return tuple(_RELATIONS[number] for number in sorted(_RELATION_LOOKUP.find_groups(word)))


_RELATIONS: Final = tuple(group.split()[0].removesuffix("$") for group in RELATION_GROUPS)
_RELATION_LOOKUP: Final = _build_lookup(RELATION_GROUPS)
HAVING: Final = find_relations("owns")
"""The relation of having, which goes with everything."""


def find_said_groups(word: str) -> frozenset[int]:
    """Return the groups that a word of a fact is in; in lower case, without accents."""
    return _SAID.find_groups(word)

"""Reading a clause: whether it tells a memory to forget, and how much.

An order is addressed to the listener: an imperative, a request, or an obligation or a statement
about everything known. Who says "I decided to delete my account" tells of the world: the verb has
a subject there, or depends on a verb of the past.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from mcp_mem0.domain.text.normalise import SPACELESS, split_plain_words
from mcp_mem0.domain.text.orders import (
    asian,
    balkan,
    english,
    germanic,
    near_eastern,
    romance,
    slavic,
    uralic,
)
from mcp_mem0.domain.text.orders.courtesy import PLEAS, POLITE
from mcp_mem0.domain.text.orders.grammar import (
    Grammar,
    GrammarPart,
    build_pattern,
    collect_heads,
    list_heads,
)
from mcp_mem0.domain.text.orders.spaceless import is_spaceless_order

Reach: TypeAlias = Literal["none", "something", "everything"]
"""What a clause tells to forget: nothing, one thing, or all or much of what is known."""

CLAUSES_KEPT: Final = 512
"""How many clauses are remembered with what they say: several operations quote the same words."""
NEGATION_WORDS: Final = 3
"""How many words a negation may be away from its verb."""
VOCATIVE_WORDS: Final = 2
"""How many words may call the listener by name before an imperative."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence.

    Attributes:
        text: Its words.
        depends: What came before says that somebody decided or had to, and so governs its verb.
    """

    text: str
    depends: bool = False


_PAST_FIRST: Final = re.compile(
    r"\b(?=(?:borr|elimin|olvid|quit|limpi|vaci|tir|descart|anul|ignor|desech)é\b)", re.IGNORECASE
)


class _Reader:
    """Reads clauses with the grammar of one language."""

    def __init__(self, grammar: Grammar) -> None:
        self._grammar = grammar
        self._is_free = grammar.is_free
        self._is_negated_after = grammar.is_negated_after
        self._fillers = POLITE.union(split_plain_words(grammar.fillers.replace("|", " ")))
        strong = (grammar.imperatives, grammar.infinitives, grammar.dependents)
        self._strong_verbs = "|".join(strong)
        self._acting_verbs = "|".join((*strong, grammar.loose))
        self._all_verbs = "|".join((*strong, grammar.loose, grammar.gone))
        self._heads = collect_heads(f"{self._all_verbs}|{grammar.ignorance}|{grammar.void}")
        self._governor_heads = collect_heads(grammar.governors)
        self._knowledge_heads = collect_heads(grammar.known)

    def is_governing(self, joined: str, heads: frozenset[str]) -> bool:
        """Whether somebody in the world decided or had to do what follows."""
        return not self._governor_heads.isdisjoint(heads) and self._has("governors", joined)

    def is_naming_knowledge(self, words: str, heads: frozenset[str]) -> bool:
        """Whether words are no more than a name for what the listener knows."""
        if self._knowledge_heads.isdisjoint(heads):
            return False
        joined = build_pattern(self._grammar.asides).sub(" ", words)
        return (
            self._has("known", joined)
            and not self._acts.search(joined)
            and not self._has("void", joined)
        )

    def read(self, words: str, heads: frozenset[str], *, depends: bool) -> Reach:
        """Return what joined words tell to forget."""
        if self._heads.isdisjoint(heads):
            return "none"
        joined = build_pattern(self._grammar.asides).sub(" ", words)
        if self._is_ignorance(joined) or self._is_void(joined):
            return "everything"
        if not build_pattern(self._all_verbs).search(joined):
            return "none"
        is_known = self._has("known", joined)
        is_large = is_known or self._has("total", joined) or self._has("memory", joined)
        if (
            self._is_told(joined, is_large=is_large, depends=depends)
            or self._is_asked(joined, is_large=is_large)
            or self._is_owed(joined, depends=depends)
            or (is_known and self._is_about_known(joined))
        ):
            return "everything" if is_large else "something"
        return "none"

    def _has(self, name: GrammarPart, joined: str) -> bool:
        return build_pattern(getattr(self._grammar, name)).search(joined) is not None

    def _find(self, name: GrammarPart, joined: str) -> Iterator[re.Match[str]]:
        return build_pattern(getattr(self._grammar, name)).finditer(joined)

    @property
    def _acts(self) -> re.Pattern[str]:
        return build_pattern(self._acting_verbs)

    def _is_ignorance(self, joined: str) -> bool:
        """Whether words say that the listener knows nothing."""
        return (
            self._has("ignorance", joined)
            and self._has("nothing", joined)
            and not self._has("governors", joined)
        )

    def _is_void(self, joined: str) -> bool:
        """Whether words say that what is known does not count."""
        if not self._has("void", joined) or self._has("own", joined):
            return False
        is_all_memory = self._has("memory", joined) and self._has("total", joined)
        if self._has("known", joined):
            return not self._has("subjects", joined) or is_all_memory
        return is_all_memory and not self._has("subjects", joined)

    def _is_told(self, joined: str, *, is_large: bool, depends: bool) -> bool:
        """Whether a verb is an imperative: no subject of the world has it."""
        is_known = self._has("known", joined)
        is_stored = is_known or self._has("memory", joined)
        for name in ("imperatives", "infinitives", "dependents", "loose"):
            for verb in self._find(name, joined):
                before = joined[: verb.start()]
                if self._is_negated(joined, verb, name) or self._is_acted(joined, verb):
                    continue
                if name == "loose" and not is_large:
                    continue
                if name in {"infinitives", "loose"} and self._has("governors", before):
                    continue
                if depends and not self._is_listeners(name) and not is_known:
                    continue
                if self._is_opening(before, name, is_large=is_large, is_stored=is_stored):
                    return True
        return False

    def _is_listeners(self, name: str) -> bool:
        """Whether a form can have no subject but the listener."""
        return name == "dependents" or (name == "imperatives" and self._is_free)

    def _is_opening(self, before: str, name: str, *, is_large: bool, is_stored: bool) -> bool:
        """Whether only words that may precede an imperative come before it."""
        if self._is_listeners(name):
            return True
        if self._has("subjects", before):
            return False
        spoken = before.split()
        if all(word in self._fillers for word in spoken):
            return True
        if self._is_free and name == "loose":
            return True
        if name == "infinitives":
            return is_large and all(
                word in self._fillers or self._is_object(word) for word in spoken
            )
        others = [word for word in spoken if word not in self._fillers]
        return is_stored and len(others) <= VOCATIVE_WORDS and not self._has("own", before)

    def _is_object(self, word: str) -> bool:
        return any(self._has(name, f" {word} ") for name in ("total", "memory", "known"))

    def _is_acted(self, joined: str, verb: re.Match[str]) -> bool:
        """Whether the next word is the subject, as in "heute lösche ich"."""
        following = joined[verb.end() :].split(maxsplit=1)
        return (
            self._is_negated_after
            and bool(following)
            and self._has("subjects", f" {following[0]} ")
        )

    def _is_negated(self, joined: str, verb: re.Match[str], name: str) -> bool:
        """Whether an order is turned around: "don't forget"."""
        if name == "loose":
            return False
        near = joined[: verb.start()].split()[-NEGATION_WORDS:]
        if self._is_negated_after:
            near += ["", *joined[verb.end() :].split()[:NEGATION_WORDS]]
        return self._has("negations", f" {' '.join(near)} ")

    def _is_asked(self, joined: str, *, is_large: bool) -> bool:
        """Whether the listener is asked or obliged to do it."""
        verbs = build_pattern(self._acting_verbs if is_large else self._strong_verbs)
        for request in self._find("requests", joined):
            rest = joined[request.end() :]
            verb = verbs.search(rest)
            if verb is not None and not self._is_negated(rest, verb, "requests"):
                between = rest[: verb.start() + 1]
                if not self._has("subjects", between) and not self._has("governors", between):
                    return True
        return False

    def _is_owed(self, joined: str, *, depends: bool) -> bool:
        """Whether everything stored has to go, or has gone."""
        if not self._has("gone", joined) and (depends or not self._acts.search(joined)):
            return False
        is_known, is_memory = self._has("known", joined), self._has("memory", joined)
        is_total = self._has("total", joined)
        is_stored = is_known or is_memory
        if self._has("duties", joined) or not PLEAS.isdisjoint(joined.split()):
            is_ruled = self._has("governors", joined) or self._has("own", joined)
            is_worldly = is_ruled or self._has("subjects", joined)
            # "I need to delete all my files" tells of the speaker, "I want my data deleted" not.
            is_owners = not is_known and self._has("subjects", joined) and self._has("own", joined)
            if is_owners and not self._has("gone", joined):
                return False
            return (is_stored and not self._has("governors", joined)) or (
                is_total and not is_worldly
            )
        is_acted = self._has("subjects", joined) or self._has("own", joined)
        return self._has("gone", joined) and is_total and is_stored and not is_acted

    def _is_about_known(self, joined: str) -> bool:
        """Whether some form of the verb has the listener's knowledge as its object."""
        return any(
            not self._is_negated(joined, verb, "known") for verb in self._acts.finditer(joined)
        )


@lru_cache(maxsize=1)
def _list_readers() -> tuple[_Reader, ...]:
    families = (english, germanic, romance, balkan, slavic, uralic, near_eastern, asian)
    return tuple(_Reader(grammar) for family in families for grammar in family.GRAMMARS)


@lru_cache(maxsize=CLAUSES_KEPT)
def read_reach(clause: Clause) -> Reach:
    """Return what a clause tells a memory to forget, in whichever language."""
    if SPACELESS.search(clause.text) and is_spaceless_order(clause.text):
        return "everything"
    joined = _join_words(clause.text)
    heads = list_heads(joined)
    found: Reach = "none"
    for reader in _list_readers():
        reach = reader.read(joined, heads, depends=clause.depends)
        if reach == "everything":
            return reach
        found = reach if found == "none" else found
    return found


@lru_cache(maxsize=CLAUSES_KEPT)
def is_naming_knowledge(text: str) -> bool:
    """Return whether words only name what the listener knows: "what you know of me"."""
    joined = _join_words(text)
    heads = list_heads(joined)
    return any(reader.is_naming_knowledge(joined, heads) for reader in _list_readers())


@lru_cache(maxsize=CLAUSES_KEPT)
def is_governing(text: str) -> bool:
    """Return whether words say that somebody decided or had to do what comes next."""
    joined = _join_words(text)
    heads = list_heads(joined)
    return any(reader.is_governing(joined, heads) for reader in _list_readers())


def _join_words(text: str) -> str:
    """Return the plain words of a text with a space around each."""
    # Without its accent "borré", I deleted, would be "borre", an order.
    return f" {' '.join(split_plain_words(_PAST_FIRST.sub(' yo ', text)))} "

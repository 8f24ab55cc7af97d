"""The words of one language with which a memory is told to forget, and patterns made of them."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from mcp_mem0.domain.text.normalise import split_plain_words

GAP_WORDS_MAX: Final = 6
"""How many words `~` stands for at most."""

HEAD_CHARS: Final = 3
"""How many letters of its first word a phrase is looked up by."""
PATTERNS_KEPT: Final = 1_024
"""More than all patterns of all languages; each is built when a text first needs it."""

_NEVER: Final = re.compile(r"(?!)")
_PARTS: Final = re.compile(r"[*~]|[^*~]+")


@lru_cache(maxsize=PATTERNS_KEPT)
def build_pattern(phrases: str) -> re.Pattern[str]:
    """Return a pattern for phrases separated by `|`, in words of `split_plain_words`.

    In a phrase `*` stands for the rest of a word and `~` for a few words or none.
    """
    alternatives = [_translate(phrase) for phrase in phrases.split("|") if phrase.strip()]
    if not alternatives:
        return _NEVER
    return re.compile(rf"(?<= )(?:{'|'.join(alternatives)})(?= )")


def collect_heads(phrases: str) -> frozenset[str]:
    """Return how the first words of phrases begin: what a text must have to match any of them."""
    firsts = (phrase.split()[0] for phrase in phrases.split("|") if phrase.strip())
    return frozenset(_normalise(first.rstrip("*"))[:HEAD_CHARS] for first in firsts)


def list_heads(joined: str) -> frozenset[str]:
    """Return how the words of a text begin, as `collect_heads` has them."""
    return frozenset(
        word[:length] for word in joined.split() for length in range(1, 1 + HEAD_CHARS)
    )


def _translate(phrase: str) -> str:
    words: list[str] = []
    for word in phrase.split():
        if word == "~":
            words.append(f"(?:[^ ]+ ){{0,{GAP_WORDS_MAX}}}")
            continue
        parts = _PARTS.findall(word)
        words.append("".join("[^ ]*" if part == "*" else _normalise(part) for part in parts) + " ")
    return "".join(words).rstrip(" ")


def _normalise(part: str) -> str:
    return re.escape(" ".join(split_plain_words(part))).replace(r"\ ", " ")


GrammarPart: TypeAlias = Literal[
    "imperatives",
    "infinitives",
    "dependents",
    "loose",
    "gone",
    "requests",
    "duties",
    "governors",
    "subjects",
    "own",
    "total",
    "memory",
    "known",
    "ignorance",
    "nothing",
    "void",
    "negations",
]
"""The attributes of a grammar that patterns are built of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """How a language that is written with spaces tells somebody to forget.

    Attributes:
        imperatives: Verbs of forgetting and deleting, as told to a listener.
        infinitives: The same as they depend on another verb; often a headline's order, too.
        dependents: Their forms for "that you forget".
        loose: Verbs that may be said of anything: "drop", "ignore"; imperatives.
        gone: What is said of what has been, or has to be, deleted.
        requests: Words that ask or oblige the listener: "you must", "could you".
        duties: Words that oblige whomever: "must", "it is necessary".
        governors: Words that make what depends on them a matter of the world: "decided to".
        subjects: Who does something, if it is not the listener.
        own: Words for what belongs to somebody other than the listener.
        total: "All", "everything".
        memory: What a memory consists of: "memory", "facts", "notes".
        known: The knowledge of the listener: "what you know", "your memory".
        asides: "As you know", which is no knowledge.
        ignorance: "You know", "you remember", where nothing is.
        nothing: "Nothing", "not anything".
        void: What is said of knowledge that should not count ("wrong", "obsolete"), or where
            something has to go from ("out of your memory").
        negations: Words that turn an order around: "don't", "never".
        fillers: Words that may stand before an imperative in its clause.
        is_free: Imperatives have a form of their own, and may stand anywhere in a clause.
        is_negated_after: Negations follow the verb.
    """

    imperatives: str = ""
    infinitives: str = ""
    dependents: str = ""
    loose: str = ""
    gone: str = ""
    requests: str = ""
    duties: str = ""
    governors: str = ""
    subjects: str = ""
    own: str = ""
    total: str = ""
    memory: str = ""
    known: str = ""
    asides: str = ""
    ignorance: str = ""
    nothing: str = ""
    void: str = ""
    negations: str = ""
    fillers: str = ""
    is_free: bool = False
    is_negated_after: bool = False

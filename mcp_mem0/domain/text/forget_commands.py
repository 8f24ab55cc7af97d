"""Recognising a command to forget, which states nothing about the world.

What is said in a conversation is content: "delete everything" ends no fact, whoever says it. Only
the tool `forget` does.

A clause is a command in one of three ways: an imperative with no other meaning; a verb that can be
about anything ("drop", "clear"), as an imperative with "all" or the memory as its object; or a
statement that everything known is void. The words are in `forget_words`.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from mcp_mem0.domain.text.forget_words import (
    ALL,
    ALL_KNOWN,
    BEFORE_ORDER,
    DUTIES,
    GONE,
    INFLECTED_LOOSE,
    LOOSE,
    LOOSE_SIGNS,
    MEMORY,
    PHRASES,
    PLAIN,
    SIGNS,
    STATED,
    SUBJECTS,
    TOTAL_SIGNS,
    VOID,
)
from mcp_mem0.domain.text.normalise import SPACELESS, split_plain_words, split_words
from mcp_mem0.domain.text.word_lists import SMALL_WORDS

# A full stop inside a number or an address ends nothing.
_CLAUSE_END: Final = re.compile(
    r"[,;:.!?…؟،؛](?=\s|$)|[\n、，。！？；：–—]"
    r"|\b(?:and|but|und|aber|et|mais|y|pero|en|maar|og|men|och|ve|és|și|oraz|и|και|و)\b",
    re.IGNORECASE,
)
LOOSE_REACH_WORDS: Final = 8
"""How far after a verb its object may be, in words (or before it, where verbs come last)."""


def is_forget_command(quote: str) -> bool:
    """Return whether the words quoted to end a fact are only a command to forget."""
    return any(_is_order(clause) for clause in (quote, *_CLAUSE_END.split(quote)) if clause.strip())


def is_command_only(text: str, quote: str, known: Iterable[str]) -> bool:
    """Return whether a text that would replace known facts is supported by a command alone.

    "Forget Rome, I live in Oslo" has a command, but a text about Oslo is not drawn from that.
    """
    if not is_forget_command(quote):
        return False
    clauses = (clause for clause in _CLAUSE_END.split(quote) if not is_forget_command(clause))
    said = {part for clause in clauses for part in _split_parts(clause)}
    before = {part for statement in known for part in _split_parts(statement)}
    return said.isdisjoint(_split_parts(text) - before - SMALL_WORDS)


def _is_order(clause: str) -> bool:
    spoken = split_plain_words(clause)
    joined = f" {' '.join(spoken)} "
    return (
        not PLAIN.isdisjoint(spoken)
        or any(f" {phrase} " in joined for phrase in PHRASES)
        or any(sign in clause for sign in SIGNS)
        or (
            any(verb in clause for verb in LOOSE_SIGNS)
            and any(total in clause for total in TOTAL_SIGNS)
        )
        or _is_loose_order(spoken)
        or _is_memory_voided(joined, spoken)
        or _is_owed(joined, spoken)
    )


def _is_loose_order(spoken: Sequence[str]) -> bool:
    """Whether an ambiguous verb is an imperative about everything, or about the memory."""
    for start, word in enumerate(spoken):
        length = next((n for n in (3, 2, 1) if " ".join(spoken[start : start + n]) in LOOSE), 0)
        inflected = word in INFLECTED_LOOSE
        if not length and not inflected:
            continue
        after = spoken[start + max(length, 1) :][:LOOSE_REACH_WORDS]
        before = spoken[max(0, start - LOOSE_REACH_WORDS) : start]
        is_told = not SUBJECTS.isdisjoint(before)
        if inflected and not is_told and not (ALL | MEMORY).isdisjoint((*before, *after)):
            return True
        if length and not (ALL | MEMORY).isdisjoint(after) and _is_imperative(before):
            return True
        if length and not is_told and _is_memory_named(after):
            return True
    return False


def _is_imperative(before: Sequence[str]) -> bool:
    """Whether only words that may precede an imperative come before."""
    # "I want you to" and "we should" may precede one; "I" or "we" alone may not.
    is_asked = ("i" not in before or "you" in before) and (
        "we" not in before or not DUTIES.isdisjoint(before)
    )
    return is_asked and all(word in BEFORE_ORDER for word in before)


def _is_memory_named(after: Sequence[str]) -> bool:
    """Whether words name the listener's knowledge: "your memory", "what you know"."""
    joined = f" {' '.join(after)} "
    return any(f" {phrase} " in joined for phrase in ALL_KNOWN)


def _is_memory_voided(joined: str, spoken: Sequence[str]) -> bool:
    """Whether words say that everything known is false."""
    is_all = not ALL.isdisjoint(spoken) or "no" in spoken
    is_known = not STATED.isdisjoint(spoken) or any(f" {phrase} " in joined for phrase in ALL_KNOWN)
    return is_all and is_known and not VOID.isdisjoint(spoken)


def _is_owed(joined: str, spoken: Sequence[str]) -> bool:
    """Whether words say that everything stored has to go: "all facts must be deleted"."""
    return (
        any(f" {duty} be " in joined for duty in DUTIES)
        and not GONE.isdisjoint(spoken)
        and not (ALL | MEMORY).isdisjoint(spoken)
    )


def _split_parts(text: str) -> set[str]:
    """Return the words of a text; in a script without spaces, pairs of characters."""
    parts: set[str] = set()
    for word in split_words(text):
        is_run = SPACELESS.search(word) is not None
        parts |= {word[n : n + 2] for n in range(len(word) - 1)} if is_run else {word}
    return parts

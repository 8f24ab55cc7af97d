"""Telling an order to forget from words that end something in the world.

What a conversation says is content: "delete everything" ends nothing, whoever says it. The tool
`forget` is for that. "I deleted my account" and "we chose to discard Redis" do end something.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from mcp_mem0.domain.text.normalise import SPACELESS, split_plain_words, split_words, word_set
from mcp_mem0.domain.text.orders.endings import is_change
from mcp_mem0.domain.text.orders.reading import (
    Clause,
    Reach,
    is_governing,
    is_naming_knowledge,
    read_reach,
)
from mcp_mem0.domain.text.word_lists import SMALL_WORDS

# A full stop inside a number or an address ends nothing.
_CLAUSE_END: Final = re.compile(
    r"[,;:.!?…؟،؛।](?=\s|$|[\"'«»“”„])|[\n、，。！？；：–—()\[\]{}«»“”„「」『』\"]"
    r"|(?<!\w)['‘’]|['’](?!\w)"
)
_CONJUNCTION: Final = re.compile(
    r"\b(?:and|but|then|und|aber|et|mais|puis|y|pero|en|maar|og|men|och|ve|és|și|oraz|ale|e|и"
    r"|но|та|але|και|و|और|dan|và|ja)\b",
    re.IGNORECASE,
)

_NUMBER: Final = re.compile(r"\d+(?=[a-z]{0,2}$)")
STEM_CHARS: Final = 6
"""How many letters two words share that count as one, in characters."""
_SMALL_STEMS: Final = frozenset(word[:STEM_CHARS] for word in SMALL_WORDS)
_WHO: Final = word_set("wer кто хто kim kto kdo kuka ki vem hvem wie qui quién chi quem who")
WHO_CHARS: Final = 12
CLAUSE_CHARS_MAX: Final = 600
"""Longest run of words that is read as one clause, in characters."""
QUOTE_CHARS_MAX: Final = 1_000
"""How much of a quote is read, in characters: of a longer one the first and the last half."""


def is_forget_command(quote: str) -> bool:
    """Return whether the words that would end a fact are only a command to forget.

    "Forget the trip, it was cancelled" has a command, and ends something all the same.
    """
    orders, others = _sort_clauses(quote)
    if not orders:
        return False
    return "everything" in orders.values() or not any(is_change(clause) for clause in others)


def is_command_only(text: str, quote: str, known: Iterable[str]) -> bool:
    """Return whether a text that would replace known ones is supported by a command alone.

    "Forget Rome, I live in Oslo" has a command, but a text about Oslo is not drawn from that.
    """
    orders, others = _sort_clauses(quote)
    if not orders:
        return False
    said = {part for clause in others for part in _split_parts(clause)}
    before = {part for statement in known for part in _split_parts(statement)}
    return said.isdisjoint(_split_parts(text) - before - _SMALL_STEMS)


def is_narrow_command(quote: str) -> bool:
    """Return whether words are a command to forget one thing, not all that is known."""
    orders, _ = _sort_clauses(quote)
    return bool(orders) and "everything" not in orders.values()


def list_commands(text: str) -> tuple[str, ...]:
    """Return the clauses of a text that are commands to forget."""
    orders, _ = _sort_clauses(text)
    return tuple(orders)


def _sort_clauses(quote: str) -> tuple[dict[str, Reach], list[str]]:
    """Return the clauses that are orders, each with its reach, and the others."""
    orders: dict[str, Reach] = {}
    others: list[str] = []
    for sentence in _split_sentences(_trim_middle(quote)):
        whole = read_reach(Clause(sentence))
        reaches: list[tuple[str, Reach]] = [
            (each.text, read_reach(each)) for each in _split_clauses(sentence)
        ]
        if whole != "none" and all(reach == "none" for _, reach in reaches):
            reaches = [(sentence, whole)]
        orders |= {text: reach for text, reach in reaches if reach != "none"}
        others += [text for text, reach in reaches if reach == "none"]
    return orders, others


def _trim_middle(quote: str) -> str:
    """Return a quote that can be read in a short time: its first and its last words."""
    if len(quote) <= QUOTE_CHARS_MAX:
        return quote
    half = QUOTE_CHARS_MAX // 2
    return f"{quote[:half]}\n{quote[-half:]}"


def _split_sentences(text: str) -> list[str]:
    """Return what stands between marks; ", what you know," belongs to what is around it."""
    sentences: list[str] = []
    is_unfinished = False
    for part in _cut_parts(text):
        is_knowledge = is_naming_knowledge(part)
        is_joined = bool(sentences) and (is_knowledge or is_unfinished or _asks_who(part))
        if is_joined and len(sentences[-1]) + len(part) <= CLAUSE_CHARS_MAX:
            sentences[-1] += f" {part}"
        else:
            sentences.append(part)
        is_unfinished = is_knowledge and is_naming_knowledge(sentences[-1])
    return sentences


def _asks_who(part: str) -> bool:
    """Return whether a part begins like ", who I am", which some languages set apart."""
    return next(iter(split_plain_words(part[:WHO_CHARS])), "") in _WHO


def _cut_parts(text: str) -> Iterator[str]:
    """Yield what stands between marks, in pieces that can be read in a short time."""
    for part in _CLAUSE_END.split(text):
        for start in range(0, len(part), CLAUSE_CHARS_MAX):
            piece = part[start : start + CLAUSE_CHARS_MAX]
            if piece.strip():
                yield piece


def _split_clauses(sentence: str) -> Iterator[Clause]:
    """Yield what conjunctions join; what "I decided to" governs may go on after one."""
    depends = False
    for part in _CONJUNCTION.split(sentence):
        if part.strip():
            yield Clause(part, depends=depends)
        depends = depends or is_governing(part)


def _split_parts(text: str) -> set[str]:
    """Return how the words of a text begin, and its numbers; of a spaceless script, pairs."""
    parts: set[str] = set()
    for word in split_words(text):
        is_run = SPACELESS.search(word) is not None
        # "14th" and "14", "arbeite" and "arbeitet" are one.
        number = _NUMBER.match(word)
        parts |= (
            {word[n : n + 2] for n in range(len(word) - 1)}
            if is_run
            else {number[0] if number else word[:STEM_CHARS]}
        )
    return parts

"""Reading a sentence as the items of which it says something: beginnings of words, names, whose.

Whoever speaks of themselves, and whom a fact calls the user, is one item, `USER`. What means the
same relation ("live", "home", "wohnen") is one item, too. So two sentences that say the same in
other words, or in another of the languages, have mostly the same items.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

from mcp_mem0.domain.forgetting.forms import find_forms, find_sign_forms
from mcp_mem0.domain.forgetting.lexicon import (
    ADDRESSEE,
    EMPTY,
    JOINING,
    KIN,
    NEGATIONS,
    OBJECT,
    OPENERS,
    OTHERS,
    OWNER,
    PAST_PHRASES,
    SUBJECT,
    USER_NAMES,
)
from mcp_mem0.domain.forgetting.signs import read_sign_items
from mcp_mem0.domain.forgetting.spelled_words import MARKS, SpelledWord, list_words
from mcp_mem0.domain.grounding.content_words import is_content_word
from mcp_mem0.domain.grounding.first_person import is_first_person
from mcp_mem0.domain.model.rows import Role
from mcp_mem0.domain.retrieval.links.question_terms import split_terms
from mcp_mem0.domain.retrieval.links.relation_words import HAVING, find_relations
from mcp_mem0.domain.text.entity_extraction import extract_entities
from mcp_mem0.domain.text.normalise import SPACELESS, unify_marks

USER: Final = "@user"
ITEMS_MAX: Final = 24
"""Most items of a sentence that are compared, the first ones."""

_FIRST_PERSON: Final = re.compile("[а-яё]{3,}[ую]с?ь?")
_DO_NOT_FORGET: Final = re.compile(
    r"\b(?:don't|do not|never) forget\b|\bnicht vergessen\b|\bno olvides\b|\bn'oublie(?:z)? pas\b"
    r"|\bне забудь(?:те)?\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a sentence names.

    Attributes:
        forms: The ways to write it, of which another sentence may have any; the first is its own.
        clause: The number of the clause that it is in.
        predicate: The number of what is said there, one after the other, joined by "and" or commas.
        others: The numbers of other clauses that it is in ("as I said, I live in Oslo").
        is_name: Whether it is a name, a number or another value.
        owned: The place of the item that it owns ("my brother", "Ana's dog"), if it only does that.
    """

    forms: tuple[str, ...]
    clause: int = 0
    is_name: bool = False
    owned: int | None = None
    predicate: int = 0
    others: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a sentence says.

    Attributes:
        items: Its items, each once.
        is_denied: Whether it says that something is not so, or not any more.
    """

    items: tuple[Item, ...]
    is_denied: bool = False

    def select_clause(self, clause: int) -> "Sentence":
        """Return one of its clauses; whom it leaves out is whom the sentence begins with."""
        own = tuple(replace(item, clause=0) for item in self.items if item.clause == clause)
        has_user = any(USER in item.forms for item in own)
        opens_with_user = bool(self.items) and USER in self.items[0].forms
        user = () if has_user or not opens_with_user else (self.items[0],)
        return replace(self, items=(*user, *own))

    def list_predicates(self) -> "list[Sentence]":
        """Return what it says of whom it begins with, each on its own: "has A and takes B".

        Of "plays A and B" the second is what they play, too.
        """
        numbers = sorted({item.predicate for item in self.items})
        if len(numbers) == 1 or len(self.clauses) > 1:
            return []
        subject = replace(self.items[0], owned=None)
        said = [
            tuple(item for item in self.items[1:] if item.predicate == number) for number in numbers
        ]
        shared = said[0][:1] if len(said[0]) > 1 else ()
        complete = [
            (*(() if not number or _is_relation(items[0]) else shared), *items)
            for number, items in zip(numbers, said, strict=True)
            if items
        ]
        return [
            replace(self, items=(subject, *(replace(item, owned=None) for item in items)))
            for items in complete
        ]

    @property
    def clauses(self) -> frozenset[int]:
        """The numbers of its clauses."""
        return frozenset(item.clause for item in self.items)


@lru_cache(maxsize=4_096)
def read_sentence(text: str, role: Role = "user", speaker: str = "") -> Sentence:
    """Return what a sentence says, as its speaker means it.

    Args:
        text: The sentence.
        role: Who says it: an assistant's "you" is the user.
        speaker: The name of who says it; what they say of themselves is of that name, too.
    """
    if SPACELESS.search(text) is not None:
        return _limit(read_signs(text, role))
    plain = _DO_NOT_FORGET.sub(" ", unify_marks(text))
    reader = _SentenceReader(
        role=role,
        names=frozenset(word for name in extract_entities(plain) for word in split_terms(name)),
        user=(USER, *(f"={word}" for word in split_terms(speaker))),
        is_denied=any(phrase in plain.lower() for phrase in PAST_PHRASES),
    )
    for word in list_words(plain):
        reader.read(word)
    items = _unite(_mark_owners(reader.items, reader.owners))
    return _limit(Sentence(items, reader.is_denied))


@dataclass(slots=True, kw_only=True)
class _SentenceReader:
    """Reads a sentence word by word.

    Attributes:
        role: Who says it.
        names: The words of the names in it.
        user: The ways to write the speaker.
        is_denied: Whether it says that something is not so.
        items: What it names so far.
        owners: The places of those that own the next one, and their clauses.
        clause: The number of the clause.
        predicate: The number of what is said.
        is_opening: Whether another clause may begin.
    """

    role: Role
    names: frozenset[str]
    user: tuple[str, ...]
    is_denied: bool
    items: list[Item] = field(default_factory=list[Item])
    owners: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    clause: int = 0
    predicate: int = 0
    is_opening: bool = True

    def read(self, word: SpelledWord) -> None:
        """Take the next word."""
        if word.text in MARKS:
            self.is_opening = True
            self.predicate += word.text == ","
            return
        self.is_denied = self.is_denied or word.text in NEGATIONS
        is_user = _is_user(word, self.role)
        if self.is_opening and self.items and (is_user or _is_subject(word, self.names)):
            self.clause += 1
        self.is_opening = word.text in OPENERS
        self.predicate += word.text in JOINING
        before = len(self.items)
        self._take(word, is_user=is_user)
        for place in range(before, len(self.items)):
            self.items[place] = replace(self.items[place], predicate=self.predicate)

    def _take(self, word: SpelledWord, *, is_user: bool) -> None:
        is_your = self.role == "assistant" and word.owns and word.text in ADDRESSEE
        if word.text in OWNER or is_your:
            self.owners.append((len(self.items), self.clause))
            self.items.append(Item(self.user, self.clause))
        elif is_user:
            self.items.append(Item(self.user, self.clause))
            # "Vivo" says who, and what of them.
            if word.text not in USER_NAMES and find_relations(word.text):
                self.items.append(Item(find_forms(word.text), self.clause))
        elif _says_something(word, self.names):
            if word.owns:
                self.owners.append((len(self.items), self.clause))
            is_name = word.text in self.names or word.text.isdigit()
            self.items.append(Item(find_forms(word.text, is_name=is_name), self.clause, is_name))


def read_signs(text: str, role: Role) -> Sentence:
    """Return what a sentence in a script without spaces says."""
    signs = read_sign_items(text, role)
    items = [
        Item(find_sign_forms(run, is_name=is_name), is_name=is_name) for run, is_name in signs.runs
    ]
    user = [Item((USER,))] if signs.is_of_user else []
    return Sentence(_unite([*user, *items]), signs.is_denied)


def _limit(sentence: Sentence) -> Sentence:
    return replace(sentence, items=sentence.items[:ITEMS_MAX])


def _is_user(word: SpelledWord, role: Role) -> bool:
    if word.text in USER_NAMES:
        return True
    if role == "assistant":
        # "Sie" is also "they", which is seldom what an assistant says.
        return word.text in ADDRESSEE
    if word.text in OBJECT:
        return False
    if word.text in SUBJECT or (word.text not in EMPTY and is_first_person(word.text)):
        return True
    is_verb = bool(find_relations(word.text))
    return is_verb and _FIRST_PERSON.fullmatch(word.text) is not None


def _is_subject(word: SpelledWord, names: frozenset[str]) -> bool:
    return word.text in OTHERS or word.text in OWNER or (word.is_capital and word.text in names)


def _says_something(word: SpelledWord, names: frozenset[str]) -> bool:
    text = word.text
    if text in names or text in KIN:
        return True
    if text in EMPTY or text in OBJECT or text in ADDRESSEE or text in NEGATIONS:
        return False
    relations = find_relations(text)
    return relations != HAVING and (bool(relations) or is_content_word(text))


def _mark_owners(items: list[Item], owners: Sequence[tuple[int, int]]) -> list[Item]:
    """Say of each owner what is owned: the next item."""
    for place, clause in owners:
        if place + 1 < len(items) and items[place + 1].clause == clause:
            items[place] = replace(items[place], owned=place + 1)
    return items


def _is_relation(item: Item) -> bool:
    return item.forms[0].startswith("#")


def _is_own(item: Item) -> bool:
    """Whether what somebody owns tells of themselves, as a home does and a brother does not."""
    return _is_relation(item) and KIN.isdisjoint(form.removeprefix("=") for form in item.forms)


def _unite(items: Sequence[Item]) -> tuple[Item, ...]:
    """Return items, each once; one that is named as itself owns nothing."""
    forms = [item.forms[0] for item in items]
    united: dict[str, Item] = {}
    for item in items:
        known = united.get(item.forms[0])
        owned = None if item.owned is None else forms.index(items[item.owned].forms[0])
        if known is None or (known.owned is not None and item.owned is None):
            united[item.forms[0]] = replace(item, owned=owned)
        kept = united[item.forms[0]]
        if item.owned is None or _is_own(items[item.owned]):
            others = (kept.others | {item.clause}) - {kept.clause}
            united[item.forms[0]] = replace(kept, others=others)
    order = list(united)
    places = {place: order.index(form) for place, form in enumerate(forms)}
    return tuple(
        item if item.owned is None else replace(item, owned=places[item.owned])
        for item in united.values()
    )

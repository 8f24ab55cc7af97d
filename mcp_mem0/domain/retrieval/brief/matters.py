"""What a fact of the brief is about: orders to assistants, who the user is, their health, plans.

The rules read the words of a statement: who or what it is about, and which kinds of words it has,
in fifteen languages. A fact is about the user if it begins with "user" or with the user's own name,
speaks in the first person, or leaves its subject out ("Prefers tabs").
"""

import re
from collections.abc import Iterable
from enum import IntEnum
from functools import cache, lru_cache
from typing import Final, Literal, TypeAlias

from mcp_mem0.domain.grounding.first_person import begins_with_owner, is_about_speaker
from mcp_mem0.domain.model.rows import Fact
from mcp_mem0.domain.text.matters import instruction_words, person_words, pursuit_words
from mcp_mem0.domain.text.matters.lexicon import (
    TEXTS_KEPT,
    Lexicon,
    PlainText,
    build_lexicon,
    read_plain_text,
)
from mcp_mem0.domain.text.matters.safety import concerns_safety
from mcp_mem0.domain.text.normalise import SPACELESS, split_plain_words
from mcp_mem0.domain.text.open_matters import is_open_matter


class Matter(IntEnum):
    """What a statement is about, from what an assistant should know first to what matters least."""

    INSTRUCTION = 1
    IDENTITY = 2
    OWN_SAFETY = 3
    SAFETY = 4
    PREFERENCE = 5
    PLAN = 6
    OWN = 7
    """Anything else about the user."""
    OTHER = 8
    """What is about neither the user nor somebody's safety."""


RELATIVE_WORDS_MAX: Final = 8
"""Longest statement that only says who a relative is ("My wife is Petra"), in words."""

CLAUSES_READ_MAX: Final = 8
"""How many clauses of a message are read: what matters is seldom said after more."""

_Subject: TypeAlias = Literal["user", "relative", "other"]
_NOBODY: Final[frozenset[str]] = frozenset()
_SUBJECT_WORDS: Final = 3
"""Within how many words "the user" stands that a statement begins with."""

_CLAUSE_END: Final = re.compile(r"[,;:.!]\s+|[，。！；]")
_KANA: Final = re.compile("[\u3040-\u30ff]")
_TOPIC: Final = re.compile("[はがも]")
"""Particles after the subject of a Japanese sentence."""

_OWNED: Final = re.compile(
    r" (?:is|are|ist|sind|est|sont|es|son|e|sono|sao|zijn|jest|sa|это) "
    r"(?:my|our|(?:the )?user s|meine?|unsere?|mon|ma|mes|notre|mi|mis|il mio|la mia|i miei|mio|mia"
    r"|o meu|a minha|meu|minha|mijn|onze?|moj|moja|moi|мои|моя|мое) ([^ ]+ (?:[^ ]+ )?)"
)
"""Whose somebody is, in plain words, and who."""

_NAMED: Final = re.compile(
    r"(?:\b(?:my|user's|user) (?:(?:full|first|last|real|given) )?(?:name|nickname)(?: is)?:?"
    r"|\b(?:i am|i'm|user is) called|\b(?:i|user) goe?s? by|\bbe called|\bcall me|^name(?: is)?:?"
    r"|\b(?:ich heiße|nutzer heißt|benutzer heißt|nutzers? ist|name ist|nenne? mich)"
    r"|\b(?:je m'appelle|mon (?:pré)?nom est|appelle-moi|utilisateur s'appelle)"
    r"|\b(?:me llamo|mi nombre es|usuario se llama|llámame)"
    r"|\b(?:mi chiamo|mio nome è|utente si chiama|chiamami)"
    r"|\b(?:me chamo|chamo-me|meu nome é|usuário se chama|me chame(?: de)?)"
    r"|\b(?:ik heet|mijn naam is|gebruiker heet|noem me)"
    r"|\b(?:nazywam się|mam na imię|użytkownik nazywa się|użytkownik ma na imię)"
    r"|\b(?:меня зовут|мо[её] имя|пользователя зовут)"
    r"|我(?:的名字)?(?:叫|是叫)|我的名字是|用户(?:的名字)?叫|用户的名字是|(?:私|ユーザー)の名前は|私は(?=[^は]*と(?:申|いい|言い))"
    r"|(?:제|내|사용자의) 이름은|اسمي|اسم المستخدم(?: هو)?|(?:मेरा|उपयोगकर्ता का) नाम"
    r"|\b(?:benim adım|adım|kullanıcının adı))[\s\"'“”«»„]*",
    re.IGNORECASE,
)
"""That the user is called what comes next."""


def find_user_names(facts: Iterable[Fact]) -> frozenset[str]:
    """Return what the user is called, by the facts that say so, each in plain words."""
    return frozenset(
        words
        for fact in facts
        for name in _find_stated_names(fact)
        for words in (" ".join(name), name[0])
    )


def _find_stated_names(fact: Fact) -> list[tuple[str, ...]]:
    if not fact.entities or _find_subject(fact.text, _NOBODY) != "user":
        return []
    match = _NAMED.search(fact.text)
    if match is None:
        return []
    rest = fact.text[match.end() :]
    return [split_plain_words(name) for name in fact.entities if rest.startswith(name)]


@lru_cache(maxsize=TEXTS_KEPT)
def classify_matter(text: str, user_names: frozenset[str] = _NOBODY) -> Matter:
    """Return what a statement is about.

    Args:
        text: The statement.
        user_names: What the user is called, see `find_user_names`.
    """
    subject = _find_subject(text, user_names)
    plain = read_plain_text(text)
    if _is_instruction(plain, subject):
        return Matter.INSTRUCTION
    if concerns_safety(text):
        return Matter.OWN_SAFETY if subject == "user" else Matter.SAFETY
    match subject:
        case "user":
            return _classify_own(text, plain)
        case "relative":
            return Matter.IDENTITY if len(plain.words) <= RELATIVE_WORDS_MAX else Matter.OTHER
        case "other":
            return Matter.IDENTITY if _names_somebody_close(plain) else Matter.OTHER


_OWN_MATTERS: Final[tuple[tuple[str, Matter], ...]] = (
    (pursuit_words.PREFERENCES, Matter.PREFERENCE),
    (pursuit_words.UNDERTAKINGS, Matter.PLAN),
    (person_words.IDENTITY, Matter.IDENTITY),
    (person_words.RELATIVES, Matter.IDENTITY),
    (pursuit_words.PROJECTS, Matter.PLAN),
    (person_words.COPULAS, Matter.IDENTITY),
)
"""What words about the user make of a statement; the first that it has decide."""


def _classify_own(text: str, plain: PlainText) -> Matter:
    if _get_lexicon(person_words.NAMINGS).has_match(plain):
        return Matter.IDENTITY
    if is_open_matter(text):
        return Matter.PLAN
    for entries, matter in _OWN_MATTERS:
        if _get_lexicon(entries).has_match(plain):
            return matter
    return Matter.OWN


@lru_cache(maxsize=TEXTS_KEPT)
def classify_message(text: str) -> Matter:
    """Return what the user said that an assistant should know first.

    A message may say several things, so its clauses are read one by one. Orders count only if they
    are to last beyond the conversation.
    """
    clauses = _CLAUSE_END.split(text)[:CLAUSES_READ_MAX]
    is_standing = _get_lexicon(instruction_words.STANDING).has_match(read_plain_text(text))
    matters = [
        matter
        for clause in clauses
        if (matter := classify_matter(clause)) != Matter.INSTRUCTION or is_standing
    ]
    return min(matters, default=Matter.OTHER)


def _is_instruction(plain: PlainText, subject: _Subject) -> bool:
    if _get_lexicon(instruction_words.OPENINGS).opens(plain):
        return True
    if _get_lexicon(instruction_words.ORDERS_ANYWHERE).has_match(plain):
        return True
    if subject == "user" and _get_lexicon(instruction_words.WISHES).has_match(plain):
        return _get_lexicon(instruction_words.OF_ANSWERS).has_match(plain)
    return _get_lexicon(instruction_words.RULES).has_match(plain)


def _find_subject(text: str, user_names: frozenset[str]) -> _Subject:
    """Return whom a statement is about."""
    plain = read_plain_text(text)
    if not plain.words:
        return "other"
    users = _get_lexicon(person_words.USERS)
    opening = read_plain_text(" ".join(plain.words[:_SUBJECT_WORDS]))
    is_named = users.has_match(opening) or _begins_with_name(plain, user_names)
    speaks = begins_with_owner(text) or is_about_speaker(text)
    if not (is_named or speaks or _get_lexicon(person_words.FIRST_PERSON_VERBS).has_match(plain)):
        is_bare = _get_lexicon(person_words.SUBJECTLESS).opens(plain) or _has_no_topic(text)
        return "user" if is_bare else "other"
    return "relative" if _is_about_relative(text, plain) else "user"


def _names_somebody_close(plain: PlainText) -> bool:
    """Return whether a statement says who somebody of the user's is: "Petra is my manager"."""
    owned = _OWNED.search(plain.joined)
    return (
        owned is not None
        and len(plain.words) <= RELATIVE_WORDS_MAX
        and (
            _get_lexicon(person_words.RELATIVES).has_match(read_plain_text(owned[1]))
            or _get_lexicon(person_words.COLLEAGUES).has_match(read_plain_text(owned[1]))
        )
    )


def _is_about_relative(text: str, plain: PlainText) -> bool:
    """Return whether somebody of the user's is the subject: "my sister", "User's wife"."""
    relatives = _get_lexicon(person_words.RELATIVES)
    if SPACELESS.search(text):
        return relatives.has_match(plain)
    words = plain.words
    is_owned = begins_with_owner(text) or "s" in words[1:_SUBJECT_WORDS]
    return is_owned and relatives.has_match(read_plain_text(" ".join(words[:_SUBJECT_WORDS])))


def _has_no_topic(text: str) -> bool:
    """Return whether a statement is Japanese and names no subject."""
    return _KANA.search(text) is not None and _TOPIC.search(text) is None


def _begins_with_name(plain: PlainText, user_names: frozenset[str]) -> bool:
    return any(
        plain.joined.startswith(f" {name}" if SPACELESS.search(name) else f" {name} ")
        for name in user_names
    )


@cache
def _get_lexicon(entries: str) -> Lexicon:
    return build_lexicon(entries)

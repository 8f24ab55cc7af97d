"""Making the prints of a statement that is forgotten.

A hash is keyed with a salt of the space and cut to 8 bytes. Whoever has the store can try words
against it, as against any hash of something short; nobody can read them from it.
"""

import hashlib
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Final

from mcp_mem0.domain.decisions.conflicts.claims.claim import USER as SPEAKER
from mcp_mem0.domain.decisions.conflicts.claims.claim import Claim
from mcp_mem0.domain.decisions.conflicts.claims.reading import read_statement
from mcp_mem0.domain.decisions.conflicts.lexicon.deed_words import MOVE_VERBS
from mcp_mem0.domain.forgetting.items import USER, Item, Sentence, read_sentence
from mcp_mem0.domain.forgetting.own_claims import read_own_claims
from mcp_mem0.domain.forgetting.sentences import list_statements
from mcp_mem0.domain.forgetting.values import Values, list_values
from mcp_mem0.domain.model.fingerprints import Print
from mcp_mem0.domain.model.rows import Role
from mcp_mem0.domain.text.question_sentences import is_question

HASH_BYTES: Final = 8
SHORT_DIGITS: Final = 4
"""How much is kept of the hash of a single value: a few words of a long list share it.

Guessing is not prevented: of a short list, often only the right word has it.
"""

SALT_BYTES: Final = 32
PRINTS_MAX: Final = 40
"""Most statements of one fact or message that are recognised again."""

_SAID: Final = "said"
_CLAIM: Final = "claim"
_WHOLE: Final = "whole"
_VALUE: Final = "value"
_SESSION: Final = "session"
_AUTHOR: Final = "author"


def hash_parts(salt: bytes, *parts: str) -> str:
    """Return the hash of some texts under a salt."""
    joined = "\0".join(parts).encode()
    return hashlib.blake2b(joined, key=salt, digest_size=HASH_BYTES).hexdigest()


def build_prints(
    text: str, salt: bytes, *, role: Role = "user", speaker: str = "", values: Values = "none"
) -> tuple[Print, ...]:
    """Return the prints of all that a text states; none of what it asks or says of nobody.

    Args:
        text: A fact, or a message.
        salt: The salt of its space.
        role: Who said it.
        speaker: Their name, if it is known.
        values: By which of its values old words are recognised that only name it.
    """
    made: dict[str, Print] = {}
    for stated in list_statements(text):
        if is_question(stated):
            continue
        sentence = read_sentence(stated, role, speaker)
        claims = list_claims(stated, role)
        clauses = sorted(sentence.clauses)
        parts = [sentence.select_clause(clause) for clause in clauses] if len(clauses) > 1 else []
        named = list_values(stated, role, speaker, values)
        for each in (sentence, *parts, *sentence.list_predicates()):
            if _is_worth_keeping(each):
                kept = _build_print(
                    each,
                    salt,
                    claims if each is sentence else (),
                    named if each is sentence else (),
                )
                made.setdefault(kept.whole, kept)
    return tuple(made.values())[:PRINTS_MAX]


def list_claims(text: str, role: Role) -> tuple[str, ...]:
    """Return what a sentence claims, each as one canonical text; what has ended is none."""
    own = read_own_claims(text, role)
    if role == "assistant":
        return own
    sentence = read_sentence(text, role)
    claims = (
        claim
        for claim in read_statement(text).claims
        if _is_canonical(claim) and _is_of_speaker(claim, sentence)
    )
    is_users = any(USER in item.forms for item in sentence.items)
    spelled = (_spell_claim(claim, is_users=is_users) for claim in claims)
    return tuple(dict.fromkeys((*spelled, *own)))


def hash_claim(salt: bytes, claim: str) -> str:
    """Return the hash of a claim."""
    return hash_parts(salt, _CLAIM, claim)


def hash_pair(salt: bytes, one: str, other: str) -> str:
    """Return the hash of two items, in whichever order they are."""
    return hash_parts(salt, *sorted((one, other)))


def hash_value(salt: bytes, value: str, *, is_users: bool) -> str:
    """Return the hash of a value: short, or with the user, of whom that pair is kept anyway."""
    if is_users:
        return hash_pair(salt, USER, value)
    return hash_parts(salt, _VALUE, value)[:SHORT_DIGITS]


def hash_session(salt: bytes, session: str) -> str:
    """Return the hash of a session's name."""
    return hash_parts(salt, _SESSION, session)


def hash_author(salt: bytes, author: str) -> str:
    """Return the hash of an author's name."""
    return hash_parts(salt, _AUTHOR, author)


def list_pairs(items: Iterable[Item]) -> Iterator[tuple[Item, Item]]:
    """Return each two of some items."""
    yield from combinations(items, 2)


def _is_worth_keeping(sentence: Sentence) -> bool:
    """Whether a statement names two things, one of them a name or the user, and says enough."""
    items = sentence.items
    is_about = any(item.is_name or USER in item.forms for item in items)
    says = any(_is_word(item) for item in items)
    return is_about and (len(items) > 2 or (len(items) > 1 and says))  # noqa: PLR2004 - three


def _build_print(
    sentence: Sentence, salt: bytes, claims: Iterable[str], values: Iterable[str]
) -> Print:
    items = sentence.items
    is_users = any(USER in item.forms for item in items)
    named: list[str] = []
    core: list[str] = []
    pairs: list[str] = []
    for one, other in list_pairs(items):
        pair = hash_pair(salt, one.forms[0], other.forms[0])
        is_named = _is_value(one, items) or _is_value(other, items)
        (named if is_named else pairs).append(pair)
        if all(USER in item.forms or _is_value(item, items) for item in (one, other)):
            core.append(pair)
    return Print(
        size=len(items),
        whole=hash_parts(salt, _WHOLE, *sorted(item.forms[0] for item in items)),
        pairs=tuple(pairs),
        named=tuple(named),
        core=tuple(core),
        claims=tuple(hash_claim(salt, claim) for claim in claims),
        values=tuple(hash_value(salt, value, is_users=is_users) for value in values),
        is_denied=sentence.is_denied,
    )


def _is_value(item: Item, items: Iterable[Item]) -> bool:
    """Whether an item is a name; where there are none, whether it is no relation."""
    if any(each.is_name for each in items):
        return item.is_name
    return _is_word(item)


def _is_word(item: Item) -> bool:
    """Whether an item is neither the user nor a relation."""
    return USER not in item.forms and not item.forms[0].startswith("#")


def _is_canonical(claim: Claim) -> bool:
    return claim.aspect != "ended" and bool(claim.value) and claim.matter != _SAID


def _is_of_speaker(claim: Claim, sentence: Sentence) -> bool:
    """Whether a claim that is read as one of the user is: a sentence may leave out who it is of.

    "Moved to Oslo" does; "Ben lives in Oslo" and "Rents in Oslo went up" are not of the user.
    """
    if SPEAKER not in claim.subject:
        return True
    first = sentence.items[0] if sentence.items else None
    is_other = first is not None and first.is_name and _spell_name(first) not in claim.value
    is_named = any(USER in item.forms for item in sentence.items)
    is_moving = first is not None and not MOVE_VERBS.isdisjoint(map(_spell_form, first.forms))
    return not is_other and (is_named or is_moving)


def _spell_name(item: Item) -> str:
    return _spell_form(item.forms[0])


def _spell_form(form: str) -> str:
    return form.removeprefix("=")


def _spell_claim(claim: Claim, *, is_users: bool) -> str:
    # A claim of a number or a name need not say whose it is.
    whose = SPEAKER if is_users or SPEAKER in claim.subject else ""
    return "|".join((whose, claim.matter, *sorted(claim.subject), "=", *sorted(claim.value)))

"""Recognising later words that say what was forgotten.

A sentence says the same if it names all that the forgotten one did (nearly all, of a long one) and
is about the same, or if it claims the same. What was said before the moment of forgetting, and
what orders to forget, need only name a value of it, or two things of it together, unless that is
plainly said of somebody else.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Final, TypeAlias

from mcp_mem0.domain.forgetting.items import USER, Item, Sentence, read_sentence
from mcp_mem0.domain.forgetting.naming_orders import is_done, is_naming_order
from mcp_mem0.domain.forgetting.prints import (
    hash_claim,
    hash_pair,
    hash_session,
    hash_value,
    list_claims,
    list_pairs,
)
from mcp_mem0.domain.forgetting.sentences import list_statements
from mcp_mem0.domain.forgetting.values import (
    find_forms_said,
    find_subjects,
    is_common,
    is_kin,
    is_of_another,
)
from mcp_mem0.domain.model.fingerprints import Fingerprint, Print
from mcp_mem0.domain.model.rows import Role
from mcp_mem0.domain.text.forget_commands import is_forget_command

LONG: Final = 6
"""Of a statement that names so many things one may be missing, and one more of each three more."""

SHORT_EXTRAS: Final = 1
"""How many more things a sentence may name to say the same as one that names but two."""

_FEW: Final = 2
_Found: TypeAlias = Mapping[str, tuple[int, int]]
"""The places of the two items that a hash is of, in a sentence."""
_Values: TypeAlias = Mapping[str, int]
"""The place of what a sentence names, by the hash of it as a value."""


@dataclass(frozen=True, slots=True)
class Match:
    """What a sentence says again.

    Attributes:
        fingerprint: That of the forgotten fact or message.
        prints: The statements of it.
        names: The values of the statement that the sentence names, as it spells them.
    """

    fingerprint: Fingerprint
    prints: frozenset[Print] = frozenset()
    names: frozenset[str] = frozenset()

    def add(self, other: "Match") -> "Match":
        """Return what both say of the same fingerprint."""
        return Match(
            self.fingerprint,
            self.prints | other.prints,
            self.names | other.names,
        )


class Forgotten:
    """All that is forgotten of one space, ready to be compared; it never changes.

    Args:
        fingerprints: What is kept of it; `whole` are those of whole sessions and authors.
    """

    def __init__(self, fingerprints: Sequence[Fingerprint] = ()) -> None:
        self.fingerprints: Final = tuple(fingerprints)
        self.revisions: Final = frozenset(row for each in fingerprints for row in each.revisions)
        self.whole: Final = tuple(each for each in self.fingerprints if each.whole_of)
        self._by_hash: dict[str, list[tuple[Fingerprint, Print]]] = {}
        for each in self.fingerprints:
            for kept in each.prints:
                for known in (*kept.pairs, *kept.named, *kept.claims, *kept.values):
                    self._by_hash.setdefault(known, []).append((each, kept))
        self._has_claims = any(kept.claims for each in self.fingerprints for kept in each.prints)
        self._salts = sorted({each.salt for each in self.fingerprints})

    def __bool__(self) -> bool:
        return bool(self.fingerprints)

    def find_revision(self, row_id: str) -> Fingerprint | None:
        """Return what says that a fact that was closed before is forgotten, if anything does."""
        return next((each for each in self.fingerprints if row_id in each.revisions), None)

    def find_matches(  # noqa: PLR0913 - who said it, when, where and after what
        self,
        text: str,
        *,
        role: Role = "user",
        speaker: str = "",
        old_until: datetime | None = None,
        session: str = "",
        is_order: bool = False,
    ) -> list[Match]:
        """Return what of the forgotten a sentence says.

        Args:
            text: One sentence.
            role: Who said it.
            speaker: Their name, if it is known.
            old_until: When it was said, if that is known: of what was forgotten later it need say
                less.
            session: The session that it was said in at a time that is not known: of what was
                forgotten of that session it need say less, too.
            is_order: Whether what is around it orders to forget it.
        """
        if not self.fingerprints:
            return []
        sentence = read_sentence(text, role, speaker)
        claims = list_claims(text, role) if self._has_claims else ()
        orders: bool | None = is_order or None
        said = find_forms_said(text, sentence)
        matches: dict[str, Match] = {}
        for salt in self._salts:
            key = bytes.fromhex(salt)
            found = _hash_pairs(sentence, key)
            claimed = frozenset(hash_claim(key, claim) for claim in claims)
            values = _hash_values(said, key)
            heard_in = hash_session(key, session) if session and old_until is None else None
            for fingerprint, kept in self._list_touched((*found, *claimed, *values)):
                if orders is None:
                    # Reading orders takes longest, and most sentences touch nothing.
                    orders = _is_order(text, role)
                is_old = heard_in in fingerprint.heard_in or (
                    old_until is not None and old_until <= fingerprint.said_at
                )
                if not _says_same(sentence, kept, found, claimed) and not (
                    (is_old or orders)
                    and (
                        _names_value(sentence, kept, found, values, is_order=orders)
                        or _touches(sentence, kept, found, is_order=orders)
                    )
                ):
                    continue
                match = Match(
                    fingerprint,
                    frozenset({kept}),
                    _list_names(sentence, kept, found, values),
                )
                known = matches.get(fingerprint.id)
                matches[fingerprint.id] = match if known is None else known.add(match)
        return list(matches.values())

    def find_in_text(self, text: str, *, role: Role = "user") -> list[Match]:
        """Return what of the forgotten the sentences of a text say."""
        found: dict[str, Match] = {}
        for stated in list_statements(text) if self.fingerprints else ():
            for match in self.find_matches(stated, role=role):
                known = found.get(match.fingerprint.id)
                found[match.fingerprint.id] = match if known is None else known.add(match)
        return list(found.values())

    def _list_touched(self, hashes: Iterable[str]) -> list[tuple[Fingerprint, Print]]:
        """Return the statements of which a sentence has a hash, each once."""
        touched = {
            (each.id, kept.whole): (each, kept)
            for known in hashes
            for each, kept in self._by_hash.get(known, ())
        }
        return list(touched.values())


def _is_order(text: str, role: Role) -> bool:
    """Whether a sentence orders to forget what it names, or says that this is done."""
    if role == "assistant":
        return is_done(text)
    return is_forget_command(text) or is_naming_order(text)


def _hash_pairs(sentence: Sentence, salt: bytes) -> _Found:
    found: dict[str, tuple[int, int]] = {}
    places = {id(item): place for place, item in enumerate(sentence.items)}
    for one, other in list_pairs(sentence.items):
        for first in one.forms:
            for second in other.forms:
                pair = hash_pair(salt, first, second)
                found.setdefault(pair, (places[id(one)], places[id(other)]))
    return found


def _hash_values(said: Mapping[str, int], salt: bytes) -> _Values:
    return {
        hash_value(salt, form, is_users=is_users): place
        for form, place in said.items()
        for is_users in (False, True)
    }


def _says_same(sentence: Sentence, kept: Print, found: _Found, claimed: frozenset[str]) -> bool:
    if sentence.is_denied != kept.is_denied:
        return False
    if not claimed.isdisjoint(kept.claims):
        return True
    if not all(pair in found for pair in kept.core):
        return False
    allowed = 0 if kept.size < LONG else 1 + (kept.size - LONG) // 3
    least = (kept.size - allowed) * (kept.size - allowed - 1) // 2
    matched = [pair for pair in (*kept.pairs, *kept.named) if pair in found]
    missing = len(kept.named) - sum(pair in found for pair in kept.named)
    # Each name is in a pair with everything else; two names share one.
    names = ceil(len(kept.named) / (kept.size - 1))
    if len(matched) < max(1, least) or missing > allowed * names:
        return False
    if kept.size == _FEW and len(sentence.items) > _FEW + SHORT_EXTRAS:
        return False
    return _is_about_same(sentence, [found[pair] for pair in matched])


def _is_about_same(sentence: Sentence, pairs: Sequence[tuple[int, int]]) -> bool:
    """Whether what a sentence has in common with a statement is said of the same."""
    places = Counter(place for pair in pairs for place in pair)
    items = sentence.items
    for place in places:
        owned = items[place].owned
        if owned is not None and owned not in places:
            # "My brother lives in Oslo" is not about me.
            return False
    users = [place for place in places if USER in items[place].forms]
    others = [place for place in places if place not in users]
    if not users or len(others) < _FEW:
        return True
    clauses = {items[place].clause for place in users}
    if any(items[place].clause in clauses for place in others):
        return True
    # "As I said, I live in Oslo", but not "I told you of Oslo, where Ben is, and I live here".
    said = {items[place].clause for place in others}
    return any(said == {clause} for place in users for clause in items[place].others)


def _names_value(
    sentence: Sentence, kept: Print, found: _Found, values: _Values, *, is_order: bool
) -> bool:
    """Whether a sentence names a value of a statement, and not plainly of somebody else."""
    known = _list_places((*kept.pairs, *kept.named), found)
    places = [values[value] for value in kept.values if value in values]
    return any(is_order or not is_of_another(sentence, place, known - {place}) for place in places)


def _touches(sentence: Sentence, kept: Print, found: _Found, *, is_order: bool) -> bool:
    """Whether a sentence names two things of a statement together, one of them a value."""
    subjects = find_subjects(sentence)
    for pair in kept.named:
        places = found.get(pair)
        if places is None:
            continue
        values = [
            place
            for place in places
            if place not in subjects and _is_telling(sentence.items[place])
        ]
        has_user = any(USER in sentence.items[place].forms for place in places)
        if is_order or (has_user and kept.size <= _FEW):
            return True
        if has_user:
            continue
        if any(not is_of_another(sentence, value, frozenset(places) - {value}) for value in values):
            return True
    return False


def _is_telling(item: Item) -> bool:
    return _is_value(item) and (is_kin(item) or not is_common(item))


def _list_places(pairs: Iterable[str], found: _Found) -> frozenset[int]:
    return frozenset(place for pair in pairs if pair in found for place in found[pair])


def _list_names(sentence: Sentence, kept: Print, found: _Found, values: _Values) -> frozenset[str]:
    """Return the values that a sentence names again, as it writes them."""
    named = {values[value] for value in kept.values if value in values}
    places = {*_list_places(kept.named, found), *(place for place in named if place >= 0)}
    return frozenset(
        form
        for place in places
        for form in sentence.items[place].forms[:1]
        if _is_value(sentence.items[place])
    )


def _is_value(item: Item) -> bool:
    return item.is_name or (USER not in item.forms and not item.forms[0].startswith("#"))

"""Whether a newer statement says something else of the same matter, however both are worded."""

from typing import Final

from mcp_mem0.domain.decisions.conflicts.claims.claim import GROUP, USER, Claim
from mcp_mem0.domain.decisions.conflicts.claims.endings import ends_deed
from mcp_mem0.domain.decisions.conflicts.claims.events.handovers import ends_charge
from mcp_mem0.domain.decisions.conflicts.claims.newer_values import is_marked, tells_newer_value
from mcp_mem0.domain.decisions.conflicts.claims.reading import (
    read_charge_once,
    read_deed_once,
    read_statement,
)
from mcp_mem0.domain.decisions.conflicts.claims.word_kinds import (
    has_stem,
    is_covered,
    is_same_subject_word,
    list_stems,
)
from mcp_mem0.domain.decisions.conflicts.lexicon.role_words import MARKED_ROLES
from mcp_mem0.domain.decisions.conflicts.lexicon.spaceless_words import CHARGE_SIGNS, END_SIGNS

_LEFT_MATTERS: Final = frozenset({"home", "work", "study"})
_WORK_MATTERS: Final = frozenset({"work", "employer"})
_PLACE_MATTERS: Final = _LEFT_MATTERS | _WORK_MATTERS
_SAME_MATTERS: Final = {"employer": "work"}


def claims_otherwise(older: str, newer: str) -> bool:
    """Return whether a newer statement claims another value, or ends what is claimed."""
    ours, theirs = read_statement(older), read_statement(newer)
    return any(_is_other(mine, other) for mine in ours.claims for other in theirs.claims) or (
        theirs.ends and _is_ended(older, newer)
    )


def list_matters(text: str) -> frozenset[str]:
    """Return the matters of what a statement claims."""
    matters = {
        _SAME_MATTERS.get(claim.matter, claim.matter) for claim in read_statement(text).claims
    }
    if "left" in matters:
        matters |= _LEFT_MATTERS
    if not matters.isdisjoint({"given up", "handed over"}):
        matters.add("said")
    if "stay" in matters:
        matters.add("planned home")
    return frozenset(matters)


def list_topics(text: str) -> frozenset[str]:
    """Return the beginnings of the words that say what a statement is about."""
    return list_stems(read_statement(text).wording.words)


def tells_end_or_change(text: str) -> bool:
    """Return whether a statement ends something, or says by itself that something has changed.

    Such a one may be about the topics of another one without a claim of the same matter.
    """
    return read_statement(text).ends or is_marked(text)


def _is_ended(older: str, newer: str) -> bool:
    handover, charge = read_statement(newer).handover, read_charge_once(older)
    if handover is not None and charge is not None and ends_charge(charge, handover):
        return True
    ours, theirs = read_deed_once(older), read_deed_once(newer)
    return ours is not None and theirs is not None and ends_deed(ours, theirs)


def claims_next(older: str, newer: str) -> bool:
    """Return whether only the newer of two statements says how a matter is now.

    Both may stay true for themselves: two changes of one matter, or another value of what may be
    another thing.
    """
    return tells_newer_value(older, newer) or any(
        mine.aspect == other.aspect == "changed"
        and _is_same_matter(mine, other)
        and _is_other_value(mine, other)
        for mine in read_statement(older).claims
        for other in read_statement(newer).claims
    )


def _is_other(older: Claim, newer: Claim) -> bool:
    if newer.matter == "left":
        return _is_left(older, newer)
    if newer.matter in {"given up", "handed over"}:
        return _is_given_up(older, newer)
    if newer.matter == "stay":
        return (
            older.matter == "planned home"
            and _is_same_subject(older, newer)
            and _is_other_value(older, newer)
        )
    if newer.aspect == "ended":
        # Whose it was need not be said, if who or what it was is.
        is_same = older.matter == newer.matter and not newer.subject
        is_same = is_same or _is_same_matter(older, newer)
        return is_same and older.aspect != "ended" and _is_covered(newer, older)
    return _is_same_matter(older, newer) and _is_changed(older, newer)


def _is_changed(older: Claim, newer: Claim) -> bool:
    """Whether the same matter of the same subject has another value now, or holds again."""
    if older.aspect == "ended":
        return bool(older.value) and _is_covered(older, newer)
    if older.aspect == newer.aspect == "changed":
        return False
    return _is_other_value(older, newer) and (newer.is_marked or _is_single(newer.matter))


def _is_left(older: Claim, newer: Claim) -> bool:
    """Whether somebody left where they live, work or study."""
    if older.aspect == "ended" or not _is_same_subject(older, newer):
        return False
    if not newer.value:
        return older.matter in _WORK_MATTERS
    return older.matter in _PLACE_MATTERS and _is_covered(newer, older)


def _is_given_up(older: Claim, newer: Claim) -> bool:
    """Whether a statement without spaces has the signs of what is given up."""
    if older.matter != "said" or older.subject != newer.subject:
        return False
    (said,), (ended,) = older.value, newer.value
    if newer.matter == "handed over" and CHARGE_SIGNS.search(said) is None:
        return False
    return ended in said and END_SIGNS.search(said) is None


def _is_same_matter(older: Claim, newer: Claim) -> bool:
    ours, theirs = (_SAME_MATTERS.get(claim.matter, claim.matter) for claim in (older, newer))
    return ours == theirs and ours != "said" and _is_same_subject(older, newer)


def _is_same_subject(older: Claim, newer: Claim) -> bool:
    if older.subject == newer.subject:
        return True
    # What is ours is mine as well.
    ours, theirs = (
        frozenset(USER if word == GROUP else word for word in claim.subject)
        for claim in (older, newer)
    )
    return len(ours) == len(theirs) and all(
        any(is_same_subject_word(word, other) for other in theirs) for word in ours
    )


def _is_covered(end: Claim, other: Claim) -> bool:
    return is_covered(end.value, other.value)


def _is_other_value(older: Claim, newer: Claim) -> bool:
    """Whether two values have no word in common."""
    if older.matter.startswith("measure"):
        return not older.value <= newer.value and not newer.value <= older.value
    return (
        bool(older.value)
        and bool(newer.value)
        and not any(has_stem(word, newer.value) for word in older.value)
    )


def _is_single(matter: str) -> bool:
    """Whether nobody has two of it, so that another value needs no word that says "now"."""
    return matter not in MARKED_ROLES and not matter.startswith(("measure", "kind"))

"""Reading who is single, engaged or married, and who is pregnant or has given birth.

"Lena is single" and "Lena got married in June" are two claims of one matter. A birth ends only
a pregnancy: it stays true itself.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from mcp_mem0.domain.decisions.conflicts.claims.claim import Claim
from mcp_mem0.domain.decisions.conflicts.claims.subjects import (
    find_clause_subject,
    find_head,
)
from mcp_mem0.domain.decisions.conflicts.claims.word_kinds import read_name_run
from mcp_mem0.domain.decisions.conflicts.claims.wording import Wording
from mcp_mem0.domain.decisions.conflicts.lexicon.life_words import (
    LIFE_PHRASES,
    LIFE_WORDS,
    NOT_YET_WORDS,
    LifeState,
)
from mcp_mem0.domain.decisions.conflicts.lexicon.small_words import (
    DENIAL_WORDS,
    PAST_WORDS,
)

YEAR_CHARS: Final = 4

_JOINTS: Final = frozenset({"and", "und", "et", "y", "e", "en", "i", "и", "ve"})
_FIRST_SIGNS: Final = {phrase[0] for phrase, _ in LIFE_PHRASES} | LIFE_WORDS.keys()


def read_life_claims(wording: Wording) -> Iterator[Claim]:
    """Read the state of a life that the statement tells, of each whom it names for it."""
    words = wording.words
    if _FIRST_SIGNS.isdisjoint(words) or _tells_other_time(words):
        return
    found = _find_state(words)
    if found is None:
        return
    state, place, end = found
    is_denied = not DENIAL_WORDS.isdisjoint((*words[:place], *words[end:]))
    for subject in _list_subjects(wording, place):
        match state:
            case "pregnant":
                if not is_denied:
                    yield Claim("pregnancy", subject, frozenset({state}))
            case "born":
                if not is_denied:
                    yield Claim("pregnancy", subject, frozenset(), "ended")
            case "single" | "engaged" | "married":
                if not is_denied:
                    yield Claim("marital", subject, frozenset({state}))


def _tells_other_time(words: Sequence[str]) -> bool:
    """Whether it tells what was once or is to come: "got engaged in 2019", "is getting married"."""
    return (
        not PAST_WORDS.isdisjoint(words)
        or not NOT_YET_WORDS.isdisjoint(words)
        or any(len(word) == YEAR_CHARS and word.isdecimal() for word in words)
    )


def _find_state(words: Sequence[str]) -> tuple[LifeState, int, int] | None:
    """Return the state that words tell, and where the words for it begin and end."""
    for phrase, state in LIFE_PHRASES:
        size = len(phrase)
        for place in range(len(words) - size + 1):
            if words[place] == phrase[0] and tuple(words[place : place + size]) == phrase:
                return state, place, place + size
    for place, word in enumerate(words):
        if place and word in LIFE_WORDS:
            return LIFE_WORDS[word], place, place + 1
    return None


def _list_subjects(wording: Wording, place: int) -> Iterator[frozenset[str]]:
    """Yield whom a statement is about by the words before its verb: of a couple, each of them."""
    head = find_head(wording, place)
    joint = next((n for n in range(1, head) if wording.words[n] in _JOINTS), None)
    names = [read_name_run(wording, 0), read_name_run(wording, (joint or 0) + 1)]
    if joint is not None and all(names) and names[0] != names[1]:
        yield from names
    elif subject := find_clause_subject(wording, place):
        yield subject

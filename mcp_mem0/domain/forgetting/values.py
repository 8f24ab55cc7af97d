"""Reading the values of a statement: names, numbers and rare words that tell what it says.

Whom a statement is about is none, nor is a relation or a common word. Of "Tove has epilepsy" the
value is epilepsy, of "The user lives in Oslo" it is Oslo. Words of long ago that name a value tell
what was forgotten, unless they plainly say the same of somebody else who is named.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import Final, Literal, TypeAlias

from mcp_mem0.domain.forgetting.common_words import COMMON_FORMS
from mcp_mem0.domain.forgetting.items import USER, Item, Sentence, read_sentence
from mcp_mem0.domain.forgetting.lexicon import KIN
from mcp_mem0.domain.forgetting.numbers import find_numbers, fold_digits, spell_number
from mcp_mem0.domain.forgetting.sentences import split_sentences
from mcp_mem0.domain.forgetting.spelled_words import list_words
from mcp_mem0.domain.model.rows import Role
from mcp_mem0.domain.text.normalise import SPACELESS, word_set

SHORT_ITEMS_MAX: Final = 5
"""Of a statement that names more, only names and numbers are values."""

WORD_CHARS_MIN: Final = 7
"""Beside a name only a word of so many letters is a value."""

EXTRAS_MAX: Final = 2
"""What says the same of somebody else names at most so many other things."""

RUN_SIGNS_MAX: Final = 8
"""Longest part of a run of signs that is compared with a value."""

_NO_PLACE: Final = -1
_NO_WORD_CHARS: Final = 1_000
_PLACING: Final = word_set("in at near from en de a im aus bei à dans в на из i í frá")


Values: TypeAlias = Literal["none", "few", "all"]
"""Which values of a statement count: of a message, which says much beside, only few."""


@lru_cache(maxsize=1_024)
def list_values(
    text: str, role: Role = "user", speaker: str = "", kinds: Values = "all"
) -> tuple[str, ...]:
    """Return the values of a sentence, as sentences are read; none of one about nothing.

    Args:
        text: One sentence.
        role: Who says it.
        speaker: Their name, if it is known.
        kinds: Which of them; with "few" words count only where there are no names and numbers.
    """
    if kinds == "none":
        return ()
    sentence = read_sentence(text, role, speaker)
    subjects = frozenset[int]() if _begins_with_place(text) else find_subjects(sentence)
    rest = [
        item
        for place, item in enumerate(sentence.items)
        if place not in subjects and USER not in item.forms and not is_common(item)
    ]
    names = [item for item in rest if item.is_name]
    numbers = [f"={each.digits}" for each in find_numbers(fold_digits(text)) if each.is_telling]
    is_short = len(sentence.items) <= SHORT_ITEMS_MAX + len(numbers)
    words = [
        item
        for item in rest
        if not item.is_name and not _is_relation(item) and _count_chars(item) > 1
    ]
    if names or numbers:
        chars_min = WORD_CHARS_MIN if kinds == "all" else _NO_WORD_CHARS
        words = [item for item in words if _count_chars(item) >= chars_min]
    chosen = [*names, *(words if is_short else ())]
    return tuple(dict.fromkeys([*(item.forms[0] for item in chosen), *numbers]))


def find_value_words(text: str, kinds: Values = "all") -> tuple[str, ...]:
    """Return the values of a text as words to search for; a number in each usual way."""
    found: dict[str, None] = {}
    for part in split_sentences(text):
        values = frozenset(list_values(part.text, kinds=kinds))
        if not values:
            continue
        sentence = read_sentence(part.text)
        places = [place for place, item in enumerate(sentence.items) if item.forms[0] in values]
        stems = {form.removeprefix("=") for place in places for form in sentence.items[place].forms}
        spelled = [word.text for word in list_words(part.text)]
        for value in values:
            bare = value.removeprefix("=")
            found |= dict.fromkeys(spell_number(bare) if bare.isdigit() else (bare,))
        found |= dict.fromkeys(
            word for word in spelled if any(word.startswith(stem) for stem in stems)
        )
    return tuple(found)


def find_forms_said(text: str, sentence: Sentence) -> Mapping[str, int]:
    """Return each way to write what a sentence names, and the place of that item.

    A number has all its digits; a run of signs also has its parts.
    """
    found: dict[str, int] = {}
    for place, item in enumerate(sentence.items):
        if USER in item.forms or _is_number(item):
            continue
        for form in item.forms:
            if not form.startswith("#"):
                found.setdefault(form, place)
        for part in _list_parts(item.forms[0]):
            found.setdefault(part, place)
    for number in find_numbers(fold_digits(text)):
        if number.is_telling:
            place = _find_place(sentence, f"={number.first}")
            found.setdefault(f"={number.digits}", place)
    return found


def find_subjects(sentence: Sentence) -> frozenset[int]:
    """Return the places of those whom a sentence is about: the user, a relative, who is named."""
    items = sentence.items
    if not items:
        return frozenset()
    has_kin = any(map(is_kin, items))
    has_user = any(USER in item.forms for item in items)
    first = int(USER in items[0].forms)
    while first < len(items) and is_kin(items[first]):
        first += 1
    is_user_alone = has_user and not has_kin
    last = first
    while not is_user_alone and last < len(items) and _is_person(items[last]):
        last += 1
    return frozenset(range(last))


def is_of_another(sentence: Sentence, place: int, known: frozenset[int]) -> bool:
    """Whether a sentence plainly says of somebody else what it names.

    Args:
        sentence: The sentence.
        place: The place of the value that it names; -1 for a number that is no item of it.
        known: The places of what else of the forgotten statement it names.
    """
    items = sentence.items
    own = _list_clause(items, place)
    subject = _find_named_subject(items, own, place)
    if subject is None or subject in known:
        return False
    after = own[own.index(subject) + 1 :]
    if any(USER in items[number].forms for number in after):
        return False
    extras = [
        number
        for number in own
        if number not in {subject, place}
        and number not in known
        and USER not in items[number].forms
        and not is_common(items[number])
    ]
    return len(extras) <= (0 if is_kin(items[subject]) else EXTRAS_MAX)


def _list_clause(items: Sequence[Item], place: int) -> list[int]:
    """Return the places of the clause that an item is in; of the sentence if that begins with it.

    "Rosa works | for Siemens" says of Rosa what it says of Siemens.
    """
    if place == _NO_PLACE:
        return [*range(len(items))]
    own = [number for number, item in enumerate(items) if item.clause == items[place].clause]
    return [*range(own[-1] + 1)] if own[0] == place else own


def _begins_with_place(text: str) -> bool:
    """Whether a sentence begins with where something is: "In Oslo the winters are long"."""
    return any(word.text in _PLACING for word in islice(list_words(text), 1))


def _find_named_subject(items: Sequence[Item], own: Sequence[int], place: int) -> int | None:
    """Return the place of the other person whom a clause begins with, if it does."""
    is_owner = False
    relative: int | None = None
    for number in own:
        item = items[number]
        if USER in item.forms:
            # "My brother", but not "I".
            is_owner = item.owned is not None and is_kin(items[item.owned])
            if not is_owner:
                return None
        elif number == place:
            break
        elif is_kin(item):
            relative = number
        elif _is_person(item):
            return number
        else:
            break
    return relative


def _find_place(sentence: Sentence, form: str) -> int:
    return next(
        (place for place, item in enumerate(sentence.items) if form in item.forms), _NO_PLACE
    )


def _list_parts(run: str) -> list[str]:
    """Return the parts of a run of signs, which no spaces tell apart."""
    if SPACELESS.search(run) is None:
        return []
    return [
        run[start : start + length]
        for start in range(len(run))
        for length in range(2, min(RUN_SIGNS_MAX, len(run) - start) + 1)
    ]


def is_kin(item: Item) -> bool:
    """Whether an item is a word for a relative, a friend or a colleague."""
    return any(form.removeprefix("=") in KIN for form in item.forms)


def is_common(item: Item) -> bool:
    """Whether an item tells nothing by itself: a relative, a kind of thing, some digits."""
    return is_kin(item) or _is_number(item) or not COMMON_FORMS.isdisjoint(item.forms)


def _is_person(item: Item) -> bool:
    """Whether an item may be somebody by name."""
    return item.is_name and not _is_number(item)


def _is_number(item: Item) -> bool:
    return item.forms[0].removeprefix("=").isdigit()


def _is_relation(item: Item) -> bool:
    return item.forms[0].startswith("#")


def _count_chars(item: Item) -> int:
    """Return how long the word is that an item was read from."""
    return max(len(form.removeprefix("=")) for form in item.forms)

"""Proving an erase: what was found before is found nowhere after it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from mcp_mem0.domain.model.changes import Change
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Excerpt, Fact, Readable, Relation
from mcp_mem0.domain.text.normalise import split_words
from mcp_mem0.ports import Records, SoughtName, TextPlace

TEXT_CHARS_MIN: Final = 8
"""A shorter text ("ok") stands in many rows, and tells nothing of one of them."""

TEXT_CHARS_MAX: Final = 160
"""Of a longer text its beginning is sought, which finds it just as well."""

TEXTS_MAX: Final = 200
"""How many texts are sought; of more, the longest."""

HITS_MAX: Final = 20
"""How many rows a query for words reads."""

PLACES_NAMED_MAX: Final = 10
"""How many places where a text still stands are named."""

_NAMED: Final = {"session": "session", "author": "author", "tags": "tag"}

_READABLE: Final[tuple[type[Readable], ...]] = (Fact, Excerpt, Relation)


@dataclass(frozen=True, slots=True)
class Traces:
    """Where some texts were found.

    Attributes:
        places: In rows as they are on the disk, and in files beside them.
        by_words: The numbers of the texts that a query for their words finds.
    """

    places: tuple[TextPlace, ...]
    by_words: frozenset[int]

    @property
    def in_rows(self) -> frozenset[int]:
        """The numbers of the texts that stand in rows."""
        return frozenset(each.text for each in self.places if each.is_row)


def list_lines(texts: Sequence[str]) -> tuple[str, ...]:
    """Return of each text its longest line, or the beginning of that; the longest first."""
    lines = [max(text.splitlines() or [""], key=len).strip() for text in texts]
    sought = {line[:TEXT_CHARS_MAX].strip() for line in lines if len(line) >= TEXT_CHARS_MIN}
    return tuple(sorted(sought, key=lambda line: (-len(line), line)))


def choose_texts(texts: Sequence[str]) -> tuple[str, ...]:
    """Return the lines of some texts that are sought: of more than enough, the longest."""
    return list_lines(texts)[:TEXTS_MAX]


@dataclass(frozen=True, kw_only=True)
class EraseProof:
    """Looks for texts in a store, in every way in which they might be found."""

    records: Records

    async def find(self, texts: Sequence[str], space: str, *, in_all_versions: bool) -> Traces:
        """Return where texts stand in the store, now.

        Raises:
            StoreError: It cannot be read.
        """
        places = await self.records.find_texts(texts, space, in_all_versions=in_all_versions)
        by_words = {
            number
            for number, text in enumerate(texts)
            if split_words(text) and await self._is_found_by_words(text, space)
        }
        return Traces(tuple(places), frozenset(by_words))

    async def find_names(
        self, names: Sequence[SoughtName], space: str, *, in_all_versions: bool
    ) -> tuple[TextPlace, ...]:
        """Return where names stand in the store, now; who erased something stays named for that.

        Raises:
            StoreError: It cannot be read.
        """
        places = await self.records.find_names(names, space, in_all_versions=in_all_versions)
        by_author = {each.place for each in places if names[each.text].column == "author"}
        where = Filter(spaces=(space,), ids=tuple(sorted(by_author)), state="any")
        changes = await self.records.find(Change, where) if by_author else []
        erases = {change.id for change in changes if change.act == "erase"}
        return tuple(
            each
            for each in places
            if names[each.text].column != "author" or each.place not in erases
        )

    async def _is_found_by_words(self, text: str, space: str) -> bool:
        where = Filter(spaces=(space,), state="any")
        hits = await self.records.search_text(_READABLE, text, where, limit=HITS_MAX)
        plain = text.casefold()
        return any(
            plain in each.casefold() for hit in hits for each in (hit.row.text, hit.row.index_text)
        )


def describe_remains(
    traces: Traces, erased: Sequence[str], old_files: Sequence[str]
) -> tuple[str, ...]:
    """Return a sentence for each way in which something is left; none quotes it.

    Args:
        traces: Where the texts were found afterwards.
        erased: The ids of the rows that were erased.
        old_files: The files from before that are still there.
    """
    sentences = [f"the file {name} is from before the erase" for name in old_files]
    gone = set(erased)
    rows = sorted({each.place for each in traces.places if each.is_row})
    files = sorted({each.place for each in traces.places if not each.is_row})
    sentences += [f"row {row} was erased and still has its words" for row in rows if row in gone]
    others = [row for row in rows if row not in gone]
    if others:
        named = ", ".join(others[:PLACES_NAMED_MAX])
        more = len(others) - PLACES_NAMED_MAX
        sentences.append(
            f"{named}{f' and {more} more' if more > 0 else ''}"
            f" {'say' if len(others) > 1 else 'says'} the same: erase"
            f" {'these' if len(others) > 1 else 'it'} too, if that is meant"
        )
    sentences += [f"the file {name} has its words" for name in files]
    if traces.by_words and not others:
        sentences.append(f"{len(traces.by_words)} of the texts are found by their words")
    return tuple(sentences)


def describe_names(names: Sequence[SoughtName], places: Sequence[TextPlace]) -> tuple[str, ...]:
    """Return a sentence for each place that still has a name that went; none quotes it."""
    left = sorted({(each.place, each.is_row, names[each.text].column) for each in places})
    sentences = [
        f"{'row' if is_row else 'the file'} {place} has the name of a {_NAMED[column]} that went"
        for place, is_row, column in left[:PLACES_NAMED_MAX]
    ]
    more = len(left) - PLACES_NAMED_MAX
    return (*sentences, *([f"{more} more have such names"] if more > 0 else ()))


def describe_forgotten(ids: Sequence[str]) -> tuple[str, ...]:
    """Return a sentence that names what was forgotten with what is erased, and is still stored."""
    if not ids:
        return ()
    more = len(ids) - PLACES_NAMED_MAX
    named = ", ".join(ids[:PLACES_NAMED_MAX]) + (f" and {more} more" if more > 0 else "")
    were, say, these = ("were", "say", "these") if len(ids) > 1 else ("was", "says", "it")
    sentence = (
        f"{named} {were} forgotten together with it, and {say} the same: erase {these} too,"
        " if that is meant"
    )
    return (sentence,)

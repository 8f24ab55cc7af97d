"""Which rows an erase leaves nothing of, and which it only takes words from."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias, TypeVar

from mcp_mem0.domain.forgetting.prints import hash_session
from mcp_mem0.domain.model.attempts import Attempt
from mcp_mem0.domain.model.changes import Change
from mcp_mem0.domain.model.fingerprints import Fingerprint
from mcp_mem0.domain.model.rows import Episode, Excerpt, Fact, Relation, Row
from mcp_mem0.domain.model.summaries import Summary
from mcp_mem0.domain.model.tombstones import (
    Erasable,
    erase_closing_reason,
    erase_messages,
    erase_reasons,
    erase_row,
)
from mcp_mem0.domain.text.search_text import build_excerpt_index_text
from mcp_mem0.ports import SoughtName

Kind: TypeAlias = type[Row]

NAMING_KINDS: tuple[Kind, ...] = (Change, Fingerprint)
"""The kinds of rows that are kept, and name the session and the author of a call."""

RowT = TypeVar("RowT", bound=Row)


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasePlan:
    """What an erase does to the rows of a space, by their ids.

    Attributes:
        named: The ids of facts and messages that were asked for, in that order, if any were.
        forgotten_with: The changes that forgot more than what was named, which goes, too.
        still_forgotten: Facts and messages that were forgotten with what goes, and stay.
        erased: The rows of which nothing is left, by id; none that nothing is left of already.
        messages: The positions of the messages that go, by episode.
        quotes: Other facts whose quote goes, because it is from one of these messages.
        contexts: Messages that are indexed with one of these messages before them, and the
            episodes that they are of.
        reasons: Changes whose reasons go.
        closings: Rows that these changes closed: the reason goes.
        sessions: The names of sessions of which nothing is left; they go from `naming`.
        authors: The names of authors of whose words nothing is left; they go from `naming`.
        tags: The tags that only rows have of which nothing is left.
        naming: Rows that name one of them.
        texts: What is to be gone, as it was written.
    """

    named: tuple[str, ...] = ()
    forgotten_with: tuple[str, ...] = ()
    still_forgotten: tuple[str, ...] = ()
    erased: Mapping[str, Erasable] = field(default_factory=dict[str, Erasable])
    messages: Mapping[str, frozenset[int]] = field(default_factory=dict[str, frozenset[int]])
    quotes: frozenset[str] = frozenset()
    contexts: Mapping[str, Episode] = field(default_factory=dict[str, Episode])
    reasons: frozenset[str] = frozenset()
    closings: Mapping[str, Kind] = field(default_factory=dict[str, Kind])
    sessions: frozenset[str] = frozenset()
    authors: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    naming: Mapping[str, Kind] = field(default_factory=dict[str, Kind])
    texts: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to do."""
        return not self.list_rows()

    def count(self) -> dict[str, int]:
        """Return how many rows of each kind have nothing left."""
        return count_rows(self.erased.values())

    @property
    def names(self) -> tuple[SoughtName, ...]:
        """All names that go."""
        return (
            *(SoughtName("session", name) for name in sorted(self.sessions)),
            *(SoughtName("author", name) for name in sorted(self.authors)),
            *(SoughtName("tags", name) for name in sorted(self.tags)),
        )

    def list_rows(self) -> list[tuple[Kind, str]]:
        """Return the kind and id of each row that is written anew, those that are erased last.

        What has their words is found by them: so an erase that was stopped can be done again.
        """
        others: dict[str, Kind] = {
            **self.closings,
            **dict.fromkeys(self.messages, Episode),
            **dict.fromkeys(self.quotes, Fact),
            **dict.fromkeys(self.contexts, Excerpt),
            **dict.fromkeys(self.reasons, Change),
            **self.naming,
        }
        erased: dict[str, Kind] = {row_id: type(row) for row_id, row in self.erased.items()}
        first = [(kind, row_id) for row_id, kind in others.items() if row_id not in erased]
        return [*first, *((kind, row_id) for row_id, kind in erased.items())]

    def apply(self, row: Row) -> Row:
        """Return what is left of a row, as it is stored now."""
        if row.id in self.erased and isinstance(row, Erasable):
            return erase_row(row)
        left = row
        if isinstance(left, Change) and left.id in self.reasons:
            left = erase_reasons(left)
        if isinstance(left, Episode) and left.id in self.messages:
            left = erase_messages(left, self.messages[left.id])
        if isinstance(left, Fact) and left.id in self.quotes:
            left = replace(left, quote="")
        if isinstance(left, Excerpt) and left.id in self.contexts:
            left = index_alone(left, self.contexts[left.id])
        if left.id in self.closings and isinstance(left, Fact | Relation | Excerpt | Episode):
            left = erase_closing_reason(left)
        return self.drop_names(left) if isinstance(left, NAMING_KINDS) else left

    def drop_names(self, row: RowT) -> RowT:
        """Return a row without a name that goes; whoever erased is still named by the change."""
        is_erase = isinstance(row, Change) and row.act == "erase"
        if isinstance(row, Fingerprint) and row.heard_in and self.sessions:
            # Whoever has the store has the salt, and could try names against their hashes.
            salt = bytes.fromhex(row.salt)
            gone = {hash_session(salt, name) for name in self.sessions}
            heard_in = tuple(each for each in row.heard_in if each not in gone)
            row = replace(row, heard_in=heard_in)
        return replace(
            row,
            session="" if row.session in self.sessions else row.session,
            author="" if row.author in self.authors and not is_erase else row.author,
        )


def count_rows(rows: Iterable[Row]) -> dict[str, int]:
    """Return how many rows of each kind there are, by its name."""
    return dict(Counter(type(row).__name__.lower() for row in rows))


def index_alone(excerpt: Excerpt, episode: Episode) -> Excerpt:
    """Return a message indexed without what was said before it."""
    message = episode.intake.all_messages[excerpt.position]
    text = build_excerpt_index_text(message, None, excerpt.said_at, excerpt.text)
    return replace(excerpt, index_text=text)


def list_texts(rows: Iterable[Erasable]) -> tuple[str, ...]:
    """Return what rows say, each once."""
    texts: list[str] = []
    for row in rows:
        match row:
            case Fact():
                texts += [row.text, row.quote]
            case Excerpt() | Relation() | Summary():
                texts.append(row.text)
            case Episode() | Attempt():
                pass
    return tuple(dict.fromkeys(text for text in texts if text))

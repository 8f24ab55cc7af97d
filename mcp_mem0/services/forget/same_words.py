"""Finding what still says what is forgotten: facts, relations and messages."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

import anyio.to_thread

from mcp_mem0.domain.decisions.undo_builder import Rows
from mcp_mem0.domain.forgetting.items import read_sentence
from mcp_mem0.domain.forgetting.recognition import Forgotten, Match
from mcp_mem0.domain.forgetting.sentences import list_statements, split_sentences
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.ids import format_message_id
from mcp_mem0.domain.model.rows import Excerpt, Fact, Message, Readable, Relation
from mcp_mem0.domain.results.receipts import Saying
from mcp_mem0.domain.retrieval.excerpt_folding import get_place
from mcp_mem0.domain.retrieval.ranking import Place
from mcp_mem0.domain.text.search_text import extract_speaker
from mcp_mem0.ports import RecordReader, Records
from mcp_mem0.services.forget.fingerprinting import load_messages
from mcp_mem0.services.queries.lookups import load_facts
from mcp_mem0.services.queries.similar_rows import SEARCHED_MAX, find_similar_rows

SESSION_ROWS_MAX: Final = 500
"""How many messages of a session are looked through for answers to what is forgotten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SameRows:
    """What still says what is forgotten, each row once."""

    facts: tuple[Fact, ...] = ()
    relations: tuple[Relation, ...] = ()
    excerpts: tuple[Excerpt, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.facts or self.relations or self.excerpts)


@dataclass(frozen=True, kw_only=True)
class SameWords:
    """Looks for rows that say the same.

    Args:
        records: The store.
    """

    records: Records

    async def find(self, space: str, rows: Rows, forgotten: Forgotten) -> SameRows:
        """Return the open rows of a space that say what is forgotten, beside what is.

        Args:
            space: The space.
            rows: What is forgotten.
            forgotten: The same, to be compared with.
        """
        taken = {row.id for row in rows.all_rows}
        similar: dict[str, Readable] = {}
        for row in (*rows.facts, *rows.excerpts)[:SEARCHED_MAX]:
            found = await find_similar_rows(self.records, [Fact, Relation, Excerpt], space, row)
            similar |= {each.id: each for each in found if each.id not in taken}
        excerpts = [row for row in similar.values() if isinstance(row, Excerpt)]
        messages = await load_messages(self.records, space, excerpts)
        # Thousands of sentences are read, while others want answers.
        select = partial(_select_same, forgotten, [*similar.values()], messages)
        same = await anyio.to_thread.run_sync(select)
        said = [*rows.excerpts, *same.excerpts]
        answers = await find_answers(
            self.records, space, rows, said, lambda row_id: row_id not in taken
        )
        open_answers = [row for row in answers if row.is_open]
        return replace(
            same,
            excerpts=tuple({row.id: row for row in (*same.excerpts, *open_answers)}.values()),
        )

    async def list_sayings(self, rows: SameRows) -> list[Saying]:
        """Return rows as a receipt names them; one message is named once."""
        spaces = {row.space: None for row in rows.relations}
        stating = {
            fact.id: fact
            for space in spaces
            for fact in (
                await load_facts(
                    self.records,
                    space,
                    [row.source for row in rows.relations if row.space == space],
                )
            ).values()
        }
        return [
            *map(build_fact_saying, rows.facts),
            *(
                Saying(
                    kind="relation",
                    id=stating[row.source].lineage,
                    text=row.text,
                    space=row.space,
                )
                for row in rows.relations
                if row.source in stating
            ),
            *build_message_sayings(rows.excerpts),
        ]


async def find_answers(
    records: RecordReader,
    space: str,
    rows: Rows,
    said: Sequence[Excerpt],
    is_wanted: Callable[[str], bool],
) -> list[Excerpt]:
    """Return the assistant's answers to what is forgotten that name what it names.

    Args:
        records: The store.
        space: The space.
        rows: What is forgotten, of whose facts the names are.
        said: The messages that are answered.
        is_wanted: Says by their ids which messages are looked at.
    """
    sessions = tuple(sorted({row.session for row in said}))
    if not sessions:
        return []
    names = await anyio.to_thread.run_sync(_list_names, rows)
    if not names:
        return []
    where = Filter(spaces=(space,), sessions=sessions, state="any")
    found = await records.find(Excerpt, where, order="newest", limit=SESSION_ROWS_MAX)
    places = {get_place(row) for row in said}
    return await anyio.to_thread.run_sync(_select_answers, found, places, names, is_wanted)


def build_fact_saying(fact: Fact) -> Saying:
    """Return a fact as a receipt names it; a closed one by the id of its row."""
    return Saying(
        kind="fact",
        id=fact.lineage if fact.is_open else fact.id,
        text=fact.text,
        space=fact.space,
        revision=fact.revision if fact.is_open else None,
    )


def build_message_sayings(excerpts: Iterable[Excerpt]) -> list[Saying]:
    """Return messages as a receipt names them, each by its first passage here."""
    first: dict[tuple[str, str, int], Excerpt] = {}
    for row in excerpts:
        first.setdefault((row.space, row.source, row.position), row)
    return [
        Saying(
            kind="message",
            id=format_message_id(row.id),
            text=row.text,
            space=row.space,
            speaker=extract_speaker(row.index_text, row.text),
        )
        for row in first.values()
    ]


def find_said(forgotten: Forgotten, row: Excerpt, message: Message | None) -> list[Match]:
    """Return what of the forgotten the sentences of a message say.

    Args:
        forgotten: What it is compared with.
        row: A passage of the message.
        message: The message, if it is known who said it.
    """
    role = "user" if message is None else message.role
    speaker = "" if message is None else message.name or ""
    return [
        match
        for stated in list_statements(row.text)
        for match in forgotten.find_matches(stated, role=role, speaker=speaker)
    ]


def _select_same(
    forgotten: Forgotten, rows: Sequence[Readable], messages: Mapping[str, Message]
) -> SameRows:
    facts = tuple(row for row in rows if isinstance(row, Fact) and forgotten.find_in_text(row.text))
    sources = {row.id for row in facts}
    return SameRows(
        facts=facts,
        relations=tuple(
            row
            for row in rows
            if isinstance(row, Relation)
            and row.source not in sources
            and forgotten.find_in_text(row.text)
        ),
        excerpts=tuple(
            row
            for row in rows
            if isinstance(row, Excerpt) and find_said(forgotten, row, messages.get(row.id))
        ),
    )


def _select_answers(
    found: Iterable[Excerpt],
    places: Collection[Place],
    names: frozenset[str],
    is_wanted: Callable[[str], bool],
) -> list[Excerpt]:
    """Return the answers in messages of some sessions that follow those at some places."""
    answers: list[Excerpt] = []
    is_after = False
    for row in sorted(
        found, key=lambda row: (row.session, row.said_at, row.source, row.position, row.id)
    ):
        is_assistant = extract_speaker(row.index_text, row.text) == "assistant"
        if not is_assistant:
            is_after = get_place(row) in places
        elif is_after and is_wanted(row.id) and _names_any(row.text, names):
            answers.append(row)
    return answers


def _list_names(rows: Rows) -> frozenset[str]:
    """Return the names in what is forgotten, as sentences are read."""
    return frozenset(
        item.forms[0]
        for fact in rows.facts
        for part in split_sentences(fact.text)
        for item in read_sentence(part.text).items
        if item.is_name
    )


def _names_any(text: str, names: frozenset[str]) -> bool:
    forms = {
        form
        for part in split_sentences(text)
        for item in read_sentence(part.text, "assistant").items
        for form in item.forms
    }
    return not names.isdisjoint(forms)

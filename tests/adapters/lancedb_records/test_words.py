"""Versions, letters, names of programs and numbers are found by words, however they are written."""

from collections.abc import AsyncGenerator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.domain.dates import StatedMoment
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Fact
from mcp_mem0.domain.text.search_text import build_fact_index_text
from mcp_mem0.domain.text.word_lists import SMALL_WORDS
from tests.support.row_builders import IDENTITY, NOON, SPACE, adding, fact

HERE = Filter(spaces=(SPACE,))


@pytest.fixture
async def records(tmp_path: Path) -> AsyncGenerator[LanceRecords]:
    store = LanceRecords(str(tmp_path / "store"), identity=IDENTITY)
    await store.open()
    yield store
    store.close()


def said(number: int, text: str) -> Fact:
    indexed = build_fact_index_text(text, StatedMoment(NOON, "day"))
    return replace(fact(number, text=text), index_text=indexed)


async def keep(records: LanceRecords, *texts: str) -> None:
    await records.commit(adding(*(said(n, text) for n, text in enumerate(texts, start=1))))


async def find(records: LanceRecords, question: str) -> Sequence[str]:
    hits = await records.search_text([Fact], question, HERE, limit=10)
    return [hit.row.text for hit in hits]


TEAMS = ("Oslo", "Rome", "Bergen", "Lima", "Cairo", "Turin", "Quito")


@pytest.mark.parametrize("prefix", ["LIB 4.{}", "libfoo v2.{}", "Firmware 3.{}.1"])
async def test_each_of_24_versions_is_found_by_its_number(
    records: LanceRecords, prefix: str
) -> None:
    versions = [prefix.format(number) for number in (*range(2, 10), *range(13, 29))]
    facts = [
        f"{version} was rolled out to {TEAMS[place % len(TEAMS)]} {place}"
        for place, version in enumerate(versions)
    ]
    await keep(records, *facts)

    found = [await find(records, f"Where was {version} rolled out to?") for version in versions]

    assert [best[0] for best in found] == facts


@pytest.mark.parametrize(
    ("question", "answer", "other"),
    [
        ("Who runs reconcileLedger?", "Ana runs reconcile_ledger", "Ben runs the ledger tests"),
        ("Who runs reconcile_ledger?", "Ana runs reconcileLedger", "Ben runs the ledger tests"),
        ("Who runs reconcile-ledger?", "Ana runs reconcile.ledger", "Ben runs the ledger tests"),
        ("Who runs reconcile ledger?", "Ana runs reconcileLedger", "Ben runs the ledger tests"),
        ("Who writes C++?", "Ana writes C++", "Ben writes C# and C"),
        ("Who writes C#?", "Ana writes C#", "Ben writes C++ and C"),
        ("Who likes .NET?", "Ana likes .NET", "Ben likes the net"),
        ("Who takes vitamin D?", "Ana takes vitamin D", "Ben takes vitamin B, and so does Dan"),
        ("What is plan B?", "To wait is plan B", "To leave is plan C, to B or not to B"),
        ("Who drives on Route 7?", "Ana drives on Route 7", "Ben drives on Route 9 at 7"),
        ("Which disk has 10 GB?", "The blue disk has 10GB", "The red disk has 12 GB in 10 parts"),
        ("Which disk has 10GB?", "The blue disk has 10 GB", "The red disk has 12 GB in 10 parts"),
        ("Who ran 5km?", "Ana ran 5 km", "Ben ran 6 km 5 times"),
        ("Who paid 1000?", "Ana paid 1,000", "Ben paid 1 of 2,000"),
        ("Who paid 1,000?", "Ana paid 1.000", "Ben paid 1 of 2,000"),
        ("Who paid 1000?", "Ana paid 1 000", "Ben paid 1 of 2 000"),
        ("Who comes at 7:30 pm?", "Ana comes at 19:30", "Ben comes at 7:45 pm with 30 others"),
        ("Who comes at 7.30?", "Ana comes at 7:30", "Ben comes at 30 past 7"),
        ("Which host is 10.0.0.12?", "The green host is 10.0.0.12", "The blue host is 10.0.12.0"),
        ("Which release was 3.2.4?", "The calm release was 3.2.4", "The loud release was 4.2.3"),
        ("Who works in the US?", "Ana works in the US", "Ben works in the UK"),
        ("Where does Dana live?", "Dana's house in Bergen is where she lives", "Lars does not eat"),
        ("What's Ana's aim?", "Ana: the aim is peace", "It's Ben's and it's Eva's"),
    ],
)
async def test_what_is_asked_for_comes_before_what_shares_pieces_of_it(
    records: LanceRecords, question: str, answer: str, other: str
) -> None:
    await keep(records, other, answer)

    assert (await find(records, question))[0] == answer


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Who runs reconcileLedger?", "Ana runs reconcile_ledger"),
        ("Who runs reconcile_ledger?", "Ana runs reconcileLedger"),
        ("Which disk has 10 GB?", "The blue disk has 10GB"),
        ("Which release was v3.2?", "The calm release was 3.2"),
        ("Which release was 3.2.4?", "The calm release was 3.2.4"),
    ],
)
async def test_what_an_older_version_indexed_without_spellings_is_found_too(
    records: LanceRecords, question: str, answer: str
) -> None:
    others = (
        "Ben runs to the lake",
        "The red disk has a dent",
        "The loud release was 4.2.3, at 3:24",
    )
    await records.commit(adding(*(fact(n, text=text) for n, text in enumerate((*others, answer)))))

    assert (await find(records, question))[0] == answer


async def test_small_words_are_no_words_and_content_words_are(records: LanceRecords) -> None:
    kept = {"about", "across", "against", "along", "among", "around", "before", "behind", "no"}
    small = sorted(SMALL_WORDS - kept)
    content = ["dog", "men", "war", "die", "want", "will", "may", "us", "no", "7", "b", "died"]

    words = await records.tokenise([*small, *content])

    dropped = {word for word, found in zip(small, words, strict=False) if not found}
    assert {"the", "does", "why", "where", "i", "a", "did", "has", "what"} <= dropped
    assert all(words[len(small) :])


async def test_a_question_of_small_words_alone_finds_nothing(records: LanceRecords) -> None:
    await keep(records, "It was what she did, and that is why", "Ana knows")

    assert await find(records, "What was it that she does?") == []

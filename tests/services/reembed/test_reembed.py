"""A store is moved to another embedding model: every row, once, and nothing else of it changes."""

from dataclasses import replace
from pathlib import Path

import pytest

from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.domain.errors import BusyError, ModelError, OtherModelError, RequestError
from mcp_mem0.domain.model.rows import Excerpt, Fact, Relation
from mcp_mem0.services.inspect.check import Check
from tests.support.moved_store import find_other_vectors, move, open_move, read_columns, reembed
from tests.support.other_embedder import OtherEmbedder
from tests.support.statement_writer import HERE, IDENTITY, StatementWriter, opened


@pytest.fixture
def store(tmp_path: Path) -> str:
    return str(tmp_path / "store")


async def opened_with(store: str, embedder: OtherEmbedder) -> StatementWriter:
    records = LanceRecords(store, identity=embedder.identity)
    await records.open()
    return StatementWriter(records)


async def fill(store: str, *texts: str) -> StatementWriter:
    """Write statements, the first half of them to the table and the rest to the front."""
    diary = await opened(store, fold_after_rows=1)
    for text in texts[: len(texts) // 2]:
        await diary.note(text)
    await diary.records.maintain()
    for text in texts[len(texts) // 2 :]:
        await diary.note(text)
    return diary


async def read_rows(records: LanceRecords) -> list[Fact | Excerpt | Relation]:
    return [
        replace(row, vector=None)
        for kind in (Fact, Excerpt, Relation)
        for row in await records.find(kind, replace(HERE, state="any"))
    ]


class TestMove:
    @pytest.mark.parametrize("dimensions", [48, IDENTITY.dimensions])
    async def test_every_row_gets_a_vector_of_the_other_model_and_nothing_else_changes(
        self, store: str, dimensions: int
    ) -> None:
        diary = await fill(store, "lives in Rome", "works at Fjord", "has a cat", "plays chess")
        first = (await diary.records.find(Fact, HERE))[0]
        await diary.note("lives in Oslo", instead_of=first.lineage)
        before = await read_rows(diary.records)
        diary.records.close()
        other = OtherEmbedder(dimensions=dimensions)

        report = await move(store, other)

        moved = await opened_with(store, other)
        assert (report.outcome, report.embedded, report.skipped) == ("moved", 10, 0)
        assert await read_rows(moved.records) == before
        assert await find_other_vectors(moved.records, other) == []
        check = Check(records=moved.records, dimensions=dimensions)
        assert await check.find_violations() == []
        assert await moved.records.find_index_faults() == []
        hits = await moved.records.search_vectors(
            [Fact], other.count_words("has a cat"), HERE, limit=1
        )
        assert [hit.row.text for hit in hits] == ["has a cat"]
        assert not {"vector_next", "vector_former"} & {*await read_columns(store)}
        moved.records.close()

    async def test_what_is_written_after_it_is_of_the_other_model_and_folds(
        self, store: str
    ) -> None:
        (await fill(store, "lives in Rome", "works at Fjord")).records.close()
        other = OtherEmbedder()
        await move(store, other)
        moved = await opened_with(store, other)
        episode = await moved.records.find(Excerpt, HERE)
        assert len(episode) == 2
        moved.records.close()

        third = OtherEmbedder(name="third", dimensions=8)
        await move(store, third)

        last = await opened_with(store, third)
        assert await find_other_vectors(last.records, third) == []
        assert await last.texts() == ["lives in Rome", "works at Fjord"]
        last.records.close()

    async def test_a_store_that_is_there_already_is_left_as_it_is(self, store: str) -> None:
        (await fill(store, "lives in Rome", "works at Fjord")).records.close()
        other = OtherEmbedder()
        await move(store, other)

        again = OtherEmbedder()
        report = await move(store, again)

        assert report.outcome == "there already"
        assert again.texts == []

    async def test_a_text_that_the_model_cannot_read_is_found_by_its_words(
        self, store: str
    ) -> None:
        (await fill(store, "lives in Rome", "works at Fjord")).records.close()
        other = OtherEmbedder(unreadable="Fjord")

        report = await move(store, other)

        moved = await opened_with(store, other)
        assert report.skipped == 2
        unread = {*await find_other_vectors(moved.records, other)}
        assert unread == {"works at Fjord", "diarist wrote works at Fjord"}
        assert await moved.found("Fjord") == ["works at Fjord"]
        moved.records.close()


class TestInterruption:
    async def test_a_model_that_fails_leaves_the_store_as_it_was_and_nothing_is_embedded_twice(
        self, store: str
    ) -> None:
        texts = [f"statement number {number}" for number in range(100)]
        diary = await opened(store)
        for text in texts:
            await diary.keep(text)
        failing = OtherEmbedder(fails_after=64)

        with pytest.raises(ModelError):
            await move(store, failing)
        assert {*await diary.near("statement")} == {*texts}
        going_on = OtherEmbedder()
        report = await move(store, going_on)

        assert sorted(failing.texts + going_on.texts) == sorted(texts)
        assert report.embedded == 36
        diary.records.close()

    async def test_another_model_begins_anew(self, store: str) -> None:
        (await fill(store, "lives in Rome", "works at Fjord")).records.close()
        first = OtherEmbedder(name="first")
        async with open_move(store, first.identity, {}) as started:
            await started.add_vectors({"lives in Rome": first.count_words("lives in Rome")})
            await started.fill()

        second = OtherEmbedder(name="second")
        await move(store, second)

        moved = await opened_with(store, second)
        assert len(second.texts) == 4
        assert await find_other_vectors(moved.records, second) == []
        moved.records.close()

    async def test_an_unfinished_move_can_be_dropped(self, store: str) -> None:
        diary = await fill(store, "lives in Rome", "works at Fjord")
        other = OtherEmbedder()
        async with open_move(store, other.identity, {}) as started:
            await started.add_vectors({"lives in Rome": other.count_words("lives in Rome")})
            await started.fill()
        assert "vector_next" in await read_columns(store)

        state = await reembed(store, other).abandon()

        assert state.ongoing == other.identity
        assert "vector_next" not in await read_columns(store)
        assert await diary.near("lives in Rome")
        assert await diary.disagreements() == []
        with pytest.raises(RequestError, match="no unfinished move"):
            await reembed(store, other).abandon()
        diary.records.close()

    async def test_two_moves_at_once_are_refused(self, store: str) -> None:
        (await fill(store, "lives in Rome", "works at Fjord")).records.close()
        other = OtherEmbedder()
        async with open_move(store, other.identity, {}) as first, first.hold_off_others():
            with pytest.raises(BusyError, match="another process"):
                await move(store, other)


class TestOthers:
    async def test_who_has_the_store_open_reads_and_writes_until_the_switch_and_is_then_refused(
        self, store: str
    ) -> None:
        diary = await fill(store, "lives in Rome", "works at Fjord")
        other = OtherEmbedder()
        async with open_move(store, other.identity, {}) as step:
            for text in ("lives in Rome", "works at Fjord"):
                await step.add_vectors({text: other.count_words(text)})
            async for _ in step.find_texts(10):
                pass
            await step.fill()
            assert await diary.near("lives in Rome")
            await diary.note("has a cat")

            assert not await step.switch()
            assert await diary.near("has a cat")

        await move(store, other)

        for act in (diary.near("cat"), diary.keep("has a dog"), diary.texts()):
            with pytest.raises(OtherModelError, match="start this program again"):
                await act
        diary.records.close()
        moved = await opened_with(store, other)
        assert await moved.texts() == ["lives in Rome", "works at Fjord", "has a cat"]
        assert await find_other_vectors(moved.records, other) == []
        moved.records.close()

    async def test_a_writer_that_began_before_the_switch_writes_nothing_after_it(
        self, store: str
    ) -> None:
        diary = await fill(store, "lives in Rome", "works at Fjord")
        await diary.texts()
        await move(store, OtherEmbedder())

        with pytest.raises(OtherModelError):
            await diary.note("has a cat")

        diary.records.close()
        moved = await opened_with(store, OtherEmbedder())
        assert await moved.texts() == ["lives in Rome", "works at Fjord"]
        moved.records.close()


class TestPlan:
    async def test_it_counts_and_sends_no_stored_text(self, store: str) -> None:
        (await fill(store, "lives in Rome", "works at Fjord")).records.close()
        other = OtherEmbedder()

        plan = await reembed(store, other).plan()

        assert plan.is_needed
        assert (plan.stored, plan.target) == (IDENTITY, other.identity)
        assert plan.texts == 4
        assert plan.chars == 2 * len("lives in Rome" + "diarist wrote " + "works at Fjord")
        assert plan.seconds >= 0
        assert not [text for text in other.texts if "Rome" in text or "Fjord" in text]
        assert "vector_next" not in await read_columns(store)

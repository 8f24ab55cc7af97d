"""An import stores all of an export or nothing, once, and says in one sentence why it does not."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from mcp_mem0.adapters.transfer_files.line_source import FileLines
from mcp_mem0.domain.errors import ModelError, RequestError
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Fact
from mcp_mem0.domain.model.vectors import EmbedderIdentity, Vector
from mcp_mem0.domain.transfer.values import ImportExportRequest
from tests.support.doubles import ReadableEmbedder
from tests.support.moved_memory import Mover, opened_mover
from tests.support.wired_services import SPACE, opened_world

pytestmark = pytest.mark.anyio


@dataclass
class TiringEmbedder(ReadableEmbedder):
    """Fails once it has embedded so many texts; it is another model, whose vectors are longer."""

    breath: int = 1_000
    texts: list[str] = field(default_factory=list[str])

    @property
    def identity(self) -> EmbedderIdentity:
        return EmbedderIdentity(name="longer", revision="2", dimensions=128)

    async def embed(self, texts: Sequence[str]) -> list[Vector]:
        if self.breath < len(texts):
            raise ModelError("the embedding model is tired: let it rest")
        self.breath -= len(texts)
        self.texts += texts
        return [(*vector, *vector) for vector in await super().embed(texts)]


async def make_export(folder: Path, *texts: str) -> Path:
    async with opened_world(folder / "store") as world:
        for text in texts or ("Ana plays chess", "Ben keeps bees"):
            await world.state(text)
    async with opened_mover(folder) as there:
        return await there.export()


async def list_texts(mover: Mover, space: str = SPACE) -> list[str]:
    records = (await mover.app.get_services()).records
    return sorted(fact.text for fact in await records.find(Fact, Filter(spaces=(space,))))


async def test_a_second_run_finds_that_all_is_there(tmp_path: Path) -> None:
    file = await make_export(tmp_path)
    async with opened_mover(tmp_path, "copy") as here:
        first = await here.take(file)
        rows = await here.read_rows()
        second = await here.take(file)

        assert (first.written > 0, second.written) == (True, 0)
        assert [space.is_there for space in second.spaces] == [True]
        assert await here.read_rows() == rows


async def test_one_that_went_on_since_is_there_too(tmp_path: Path) -> None:
    file = await make_export(tmp_path)
    async with opened_mover(tmp_path, "copy") as here:
        await here.take(file)
        async with opened_world(tmp_path / "copy") as world:
            await world.state("Zoe sails")

        assert (await here.take(file)).written == 0
        assert "Zoe sails" in await list_texts(here)


async def test_a_dry_run_tells_and_writes_nothing(tmp_path: Path) -> None:
    file = await make_export(tmp_path)
    async with opened_mover(tmp_path, "copy") as here:
        report = await here.app.import_export(ImportExportRequest(file=file, dry_run=True))

        assert report.dry_run
        assert report.spaces[0].rows["fact"] == 2
        assert await here.read_rows() == {}


async def test_a_space_gets_another_name(tmp_path: Path) -> None:
    file = await make_export(tmp_path)
    async with opened_mover(tmp_path, "copy") as here:
        await here.take(file, into="moved")

        assert await list_texts(here, "moved") == ["Ana plays chess", "Ben keeps bees"]
        assert await list_texts(here) == []
        assert await here.check() == []
        assert (await here.take(file, into="moved")).written == 0


@pytest.mark.parametrize("name", ["../up", "a/b", "", "ÄÖ", "x" * 65])
async def test_no_space_gets_a_name_that_none_can_have(tmp_path: Path, name: str) -> None:
    file = await make_export(tmp_path)
    async with opened_mover(tmp_path, "copy") as here:
        with pytest.raises(RequestError, match="cannot name a space"):
            await here.take(file, into=name)


async def test_a_space_with_something_else_is_left_as_it_is(tmp_path: Path) -> None:
    file = await make_export(tmp_path)
    async with opened_world(tmp_path / "copy") as world:
        await world.state("Zoe sails")
    async with opened_mover(tmp_path, "copy") as here:
        with pytest.raises(RequestError, match="holds something else") as caught:
            await here.take(file)

        assert "\n" not in str(caught.value)
        assert await list_texts(here) == ["Zoe sails"]


async def test_several_spaces_cannot_get_one_name(tmp_path: Path) -> None:
    async with opened_world(tmp_path / "store") as world:
        await world.state("Ana plays chess")
        await world.leave_pending("Ben keeps bees")
        elsewhere = replace((await world.pending())[0], id="e_000000009", space="waiting")
        await world.records.append(elsewhere, [])
    async with opened_mover(tmp_path) as there, opened_mover(tmp_path, "copy") as here:
        file = await there.export()
        with pytest.raises(RequestError, match="has 2 spaces"):
            await here.take(file, into="one")

        await here.take(file)
        assert await here.read_rows() == await there.read_rows()
        assert (await here.take(file)).written == 0


async def test_another_model_computes_all_vectors_anew(tmp_path: Path) -> None:
    file = await make_export(tmp_path)
    embedder = TiringEmbedder()
    async with opened_mover(tmp_path, "copy", embedder=embedder) as here:
        report = await here.take(file)
        rows = [row for row in (await here.read_rows()).values() if isinstance(row, Fact)]

        # A fact and its message are one text.
        assert (report.embedded, len(embedder.texts)) == (4, 2)
        assert {len(row.vector or ()) for row in rows} == {128}
        assert await here.check() == []


async def test_a_model_that_fails_leaves_nothing_half_imported(tmp_path: Path) -> None:
    texts = [f"Ana has note number {number}" for number in range(8)]
    file = await make_export(tmp_path, *texts)
    embedder = TiringEmbedder(breath=7)
    async with opened_mover(tmp_path, "copy", embedder=embedder) as here:
        with pytest.raises(ModelError):
            await _take_slowly(here, file)
        assert await here.read_rows() == {}
    embedder.breath, begun = 1_000, len(embedder.texts)
    # In another process, which has nothing in memory.
    async with opened_mover(tmp_path, "copy", embedder=embedder) as here:
        await _take_slowly(here, file)

        assert begun == 5
        assert embedder.texts[begun] == texts[begun]
        assert await list_texts(here) == texts
        assert await here.check() == []


async def _take_slowly(here: Mover, file: Path) -> None:
    services = await here.app.get_services()
    importing = replace(services.transfer.importing, texts_a_call=5)
    await importing.restore(ImportExportRequest(file=file), FileLines(file))


async def test_a_file_that_changes_meanwhile_is_not_imported(tmp_path: Path) -> None:
    file = await make_export(tmp_path)
    other = await make_export(tmp_path, "Zoe sails")
    assert file == other
    async with opened_mover(tmp_path, "copy") as here:

        def swap(stage: str, done: int, total: int) -> None:
            if stage == "checking" and done == total:
                content = file.read_bytes().replace(b"Zoe", b"Zoa")
                file.write_bytes(content)

        with pytest.raises(RequestError, match="not as it was written"):
            await here.app.import_export(ImportExportRequest(file=file), swap)

        assert await here.read_rows() == {}


async def test_another_process_sees_what_was_imported(tmp_path: Path) -> None:
    file = await make_export(tmp_path)
    async with opened_world(tmp_path / "copy") as world, opened_mover(tmp_path, "copy") as here:
        # It keeps in memory that the space is empty.
        assert await world.texts() == []
        await world.say("Ana?")
        episodes = await world.episodes()
        assert len(episodes) == 1
        await here.take(file, into="other")

        assert await list_texts(here, "other") == ["Ana plays chess", "Ben keeps bees"]
        found = await world.records.find(Fact, Filter(spaces=("other",)))
        assert len(found) == 2


@pytest.mark.parametrize("name", ["missing.jsonl", "."])
async def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, name: str) -> None:
    async with opened_mover(tmp_path, "copy") as here:
        with pytest.raises(RequestError, match="cannot be read"):
            await here.take(tmp_path / name)


@pytest.mark.parametrize("dry_run", [True, False])
async def test_a_second_copy_in_the_same_store_is_refused_before_anything(
    tmp_path: Path, *, dry_run: bool
) -> None:
    file = await make_export(tmp_path)
    async with opened_mover(tmp_path, "copy") as here:
        await here.take(file)
        rows = await here.read_rows()
        stages: set[str] = set()

        def tell(stage: str, done: int, total: int) -> None:
            assert done <= total
            stages.add(stage)

        with pytest.raises(RequestError, match="has rows of it in another space"):
            await here.app.import_export(
                ImportExportRequest(file=file, into="twin", dry_run=dry_run), tell
            )

        assert stages == {"checking"}
        assert await here.read_rows() == rows
        assert await here.check() == []

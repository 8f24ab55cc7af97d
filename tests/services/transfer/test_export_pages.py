"""A memory as pages: what is true, since when, who said so, what it was, and how it all links."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from mcp_mem0.domain.errors import RequestError
from mcp_mem0.domain.transfer.values import ExportRequest
from tests.support.moved_memory import opened_mover
from tests.support.wired_services import ASK, World, fact_id, opened_world

pytestmark = pytest.mark.anyio

LINK = re.compile(r"\[\[([^\]|]+)\|")


async def fill(world: World) -> None:
    lived = await world.state("Ana lives in Rome", ask=replace(ASK, tags=("home",)))
    await world.relate("Ana", "works_at", "Acme")
    world.clock.advance(days=30)
    await world.state("Ana lives in Oslo", fact_id(lived))
    forgotten = await world.state("Ana hates onions")
    await world.forget(fact_id(forgotten))
    await world.state("it rains")


async def export_pages(tmp_path: Path) -> Path:
    async with opened_world(tmp_path / "store") as world:
        await fill(world)
        clock = world.clock
    async with opened_mover(tmp_path, clock=clock) as there:
        return (await there.export_pages())[0]


async def test_a_page_tells_what_is_so_and_what_was(tmp_path: Path) -> None:
    page = (await export_pages(tmp_path) / "home" / "Ana.md").read_text()

    assert "\n# Ana\n" in page
    assert "- Ana lives in [[home/Oslo|Oslo]] (since 2026-03-31)" in page
    assert "    - was: Ana lives in Rome (until 2026-03-31, replaced)" in page
    assert "said on 2026-03-01 by tester, in morning" in page
    assert "- Ana works at [[home/Acme|Acme]]" in page


async def test_what_was_forgotten_is_on_no_page(tmp_path: Path) -> None:
    folder = await export_pages(tmp_path)

    assert not any("onions" in page.read_text() for page in folder.rglob("*.md"))


async def test_every_link_leads_to_a_page_and_every_page_is_linked(tmp_path: Path) -> None:
    folder = await export_pages(tmp_path)
    pages = {page.relative_to(folder).with_suffix("").as_posix() for page in folder.rglob("*.md")}
    links = {link for page in folder.rglob("*.md") for link in LINK.findall(page.read_text())}

    assert pages - {"index"} == links


async def test_a_second_export_writes_the_same_pages(tmp_path: Path) -> None:
    async with opened_world(tmp_path / "store") as world:
        await fill(world)
    async with opened_mover(tmp_path) as there:
        folder, _ = await there.export_pages()
        before = {page: page.read_text() for page in folder.rglob("*.md")}
        _, report = await there.export_pages()

        assert {page: page.read_text() for page in folder.rglob("*.md")} == before
        assert (report.pages, report.removed) == (len(before), 0)


async def test_pages_of_what_is_gone_go(tmp_path: Path) -> None:
    async with opened_world(tmp_path / "store") as world:
        await fill(world)
        gone = await world.relate("Ana", "owns", "Rex")
    async with opened_mover(tmp_path) as there:
        folder, _ = await there.export_pages()
        assert (folder / "home" / "Rex.md").exists()
        async with opened_world(tmp_path / "store") as world:
            await world.forget(fact_id(gone))
        _, report = await there.export_pages()

        assert report.removed == 1
        assert not (folder / "home" / "Rex.md").exists()


async def test_forgotten_words_cannot_be_asked_for(tmp_path: Path) -> None:
    async with opened_world(tmp_path / "store") as world:
        await fill(world)
    async with opened_mover(tmp_path) as there:
        request = ExportRequest(
            target=str(tmp_path / "pages"), format="markdown", has_forgotten=True
        )
        with pytest.raises(RequestError, match="never tell what was forgotten"):
            await there.app.export(request)

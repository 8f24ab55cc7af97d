"""An app goes on with another embedding model once its store was moved and its settings name it."""

from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from mcp_mem0.app.clock import get_utc_now
from mcp_mem0.app.local import hash_memory_settings
from mcp_mem0.app.moving.reembedding import open_reembed
from mcp_mem0.app.running import App
from mcp_mem0.config import Settings, find_settings_origin, load_settings
from mcp_mem0.domain.errors import OtherModelError
from mcp_mem0.domain.model.rows import Intake
from mcp_mem0.domain.requests.model import OverviewRequest, RecallRequest, RememberRequest
from tests.support.embeddings_api import EmbeddingsApi, embeddings_api

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def api() -> Generator[EmbeddingsApi]:
    with embeddings_api(dimensions=32) as running:
        yield running


@dataclass(frozen=True)
class SettingsFile:
    """The file of settings of a store."""

    folder: Path
    api: EmbeddingsApi

    def name_model(self, model: str) -> None:
        lines = [
            f'store = "{(self.folder / "store").as_posix()}"',
            "[embedding]",
            'provider = "http"',
            f'base_url = "{self.api.url}"',
            f'model = "{model}"',
        ]
        self.path.write_text("\n".join(lines))

    @property
    def path(self) -> Path:
        return self.folder / "config.toml"

    def load(self, **flags: str) -> Settings:
        return load_settings(config_file=self.path, environment={}, flags=flags)

    @asynccontextmanager
    async def open_app(self, **flags: str) -> AsyncGenerator[App]:
        origin = find_settings_origin(config_file=self.path, environment={}, flags=flags)
        async with App(self.load(**flags), now=get_utc_now, origin=origin) as app:
            yield app

    async def move_store(self, model: str) -> None:
        async with open_reembed(self.load(), model) as moving:
            await moving.run(lambda _done, _skipped: None)


@pytest.fixture
def file(tmp_path: Path, api: EmbeddingsApi) -> SettingsFile:
    written = SettingsFile(tmp_path, api)
    written.name_model("first")
    return written


async def remember(app: App, text: str) -> None:
    intake = Intake(content=text)
    await app.remember(
        RememberRequest(intake=intake, space="default", session="today", author="ana")
    )


async def recall(app: App, query: str) -> list[str]:
    found = await app.recall(
        RecallRequest(query=query, spaces=("default",), usual_spaces=("default",))
    )
    return [memory.text for memory in found.memories]


async def test_no_call_fails_when_the_file_names_the_model_that_the_store_was_moved_to(
    file: SettingsFile,
) -> None:
    async with file.open_app() as app:
        noted: list[str] = []
        app.access.on_other_model = lambda now: noted.append(hash_memory_settings(now))
        await remember(app, "Ana lives in Rome")
        file.name_model("second")
        await file.move_store("second")

        await remember(app, "Ben keeps bees")

        assert {*await recall(app, "bees Rome")} == {"Ana lives in Rome", "Ben keeps bees"}
        assert (await app.get_services()).records.identity.name == "http:second"
        assert app.settings.embedding.model == "second"
        assert noted == [hash_memory_settings(file.load())]


async def test_it_refuses_until_the_file_names_the_new_model(file: SettingsFile) -> None:
    async with file.open_app() as app:
        await remember(app, "Ana lives in Rome")
        await file.move_store("second")
        with pytest.raises(OtherModelError, match="in the file of settings name the new one"):
            await recall(app, "Rome")
        with pytest.raises(OtherModelError, match="nothing was changed"):
            await remember(app, "Ben keeps bees")

        file.name_model("second")

        assert await recall(app, "Rome") == ["Ana lives in Rome"]


async def test_a_model_that_a_flag_names_stays_that(file: SettingsFile) -> None:
    async with file.open_app(**{"embedding.model": "first"}) as app:
        await remember(app, "Ana lives in Rome")
        file.name_model("second")
        await file.move_store("second")

        with pytest.raises(OtherModelError, match="a variable or a flag"):
            await recall(app, "Rome")


async def test_a_store_that_could_not_be_opened_is_once_the_file_names_its_model(
    file: SettingsFile,
) -> None:
    async with file.open_app() as app:
        await remember(app, "Ana lives in Rome")
    file.name_model("second")
    async with file.open_app() as app:
        with pytest.raises(OtherModelError):
            await app.read_overview(OverviewRequest(spaces=(), since=get_utc_now()))

        file.name_model("first")

        assert await recall(app, "Rome") == ["Ana lives in Rome"]

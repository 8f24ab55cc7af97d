"""Somebody who uses the explorer's calls, as its page does."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx

from mcp_mem0.app.explorer.pages import build_entry_codes
from tests.support.http_server import WAIT_S, Served

KEY_HEADER = "x-mcp-mem0-key"
API = "/explorer/api"


@dataclass(kw_only=True)
class Visit:
    """A browser that has come in: its cookie is in the client, its key here."""

    browser: httpx.AsyncClient
    key: str = ""
    headers: dict[str, str] = field(default_factory=dict[str, str])

    async def send(self, name: str, **arguments: object) -> httpx.Response:
        """Make a call, whatever comes of it."""
        headers = {KEY_HEADER: self.key, **self.headers}
        return await self.browser.post(f"{API}/{name}", json=arguments, headers=headers)

    async def call(self, name: str, **arguments: object) -> Any:  # noqa: ANN401 - JSON, taken apart by asserts
        """Make a call that must succeed, and return its answer."""
        answer = await self.send(name, **arguments)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def refused(self, status: int, name: str, **arguments: object) -> str:
        """Make a call that must be refused so, and return the sentence."""
        answer = await self.send(name, **arguments)
        assert answer.status_code == status, answer.text
        return str(answer.json()["error"])

    async def remembered(self, text: str, space: str = "default") -> str:
        """Remember a statement, and return the id of the fact."""
        receipt = await self.call("remember", space=space, text=text)
        return str(receipt["operations"][0]["id"])


@asynccontextmanager
async def opened_browser(server: Served) -> AsyncGenerator[httpx.AsyncClient]:
    """Open a browser that has not come in yet."""
    async with httpx.AsyncClient(base_url=server.url, timeout=WAIT_S) as browser:
        yield browser


@asynccontextmanager
async def entered(server: Served) -> AsyncGenerator[Visit]:
    """Come in by a one-time address, as `mcp-mem0 open` does."""
    async with opened_browser(server) as browser:
        code = build_entry_codes().make_code()
        answer = await browser.get("/explorer/enter", params={"code": code})
        yield Visit(browser=browser, key=answer.headers["location"].partition("key=")[2])


@asynccontextmanager
async def signed_in(server: Served, token: str) -> AsyncGenerator[Visit]:
    """Come in with a token."""
    async with opened_browser(server) as browser:
        answer = await browser.post("/explorer/sign-in", json={"token": token})
        assert answer.status_code == 200, answer.text
        yield Visit(browser=browser, key=answer.json()["key"])

"""A process on a store as a test speaks to it: an app of its own, or a server of its own."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from mcp_mem0.app.running import App
from mcp_mem0.domain.errors import RequestError
from mcp_mem0.domain.requests.caller import Caller
from mcp_mem0.domain.requests.limits import Limits
from mcp_mem0.domain.requests.model import ForgetRequest, RememberRequest
from mcp_mem0.domain.requests.parsing import (
    parse_forget_request,
    parse_relate_request,
    parse_remember_request,
)
from mcp_mem0.domain.results.receipts import Receipt
from tests.support.plain_memory import Edge
from tests.support.stdio_process import Child

SPACE = "default"
WAIT_S = 60.0
CALLER = Caller(author="tester", session="s", space=SPACE, read_spaces=(SPACE,))


@dataclass(frozen=True)
class Answered:
    """What a process answered: the change, and the first fact that it names."""

    change: str | None
    fact: str | None


class RefusedError(Exception):
    """A process refused; its words."""


class Process(Protocol):
    """One process on the store."""

    async def state(self, text: str, replaces: list[str], *, dry_run: bool = False) -> Answered: ...
    async def relate(
        self, edge: Edge, replaces: list[str], *, dry_run: bool = False
    ) -> Answered: ...
    async def forget(self, ids: list[str], *, dry_run: bool = False) -> Answered: ...
    async def undo(self, change: str, *, dry_run: bool = False) -> Answered: ...


@dataclass(frozen=True)
class Within:
    """An app of its own in this process."""

    app: App

    async def state(self, text: str, replaces: list[str], *, dry_run: bool = False) -> Answered:
        parse = partial(parse_remember_request, content=text)
        return await self._remember(parse, replaces, dry_run=dry_run)

    async def relate(self, edge: Edge, replaces: list[str], *, dry_run: bool = False) -> Answered:
        subject, predicate, thing = edge
        parse = partial(parse_relate_request, subject=subject, predicate=predicate, object=thing)
        return await self._remember(parse, replaces, dry_run=dry_run)

    async def forget(self, ids: list[str], *, dry_run: bool = False) -> Answered:
        return await self._forget(partial(parse_forget_request, ids=ids), dry_run=dry_run)

    async def undo(self, change: str, *, dry_run: bool = False) -> Answered:
        return await self._forget(partial(parse_forget_request, undo=change), dry_run=dry_run)

    async def _remember(
        self, parse: partial[RememberRequest], replaces: list[str], *, dry_run: bool
    ) -> Answered:
        return await _answered(
            lambda: self.app.remember(
                parse(
                    caller=CALLER,
                    limits=Limits(),
                    replaces=replaces,
                    dry_run=dry_run,
                    wait_s=WAIT_S,
                )
            )
        )

    async def _forget(self, parse: partial[ForgetRequest], *, dry_run: bool) -> Answered:
        return await _answered(
            lambda: self.app.forget(parse(caller=CALLER, limits=Limits(), dry_run=dry_run))
        )


async def _answered(act: Callable[[], Awaitable[Receipt]]) -> Answered:
    try:
        receipt = await act()
    except RequestError as error:
        raise RefusedError(str(error)) from error
    named = [outcome.id for outcome in receipt.outcomes]
    return Answered(receipt.change, named[0] if named else None)


@dataclass(frozen=True)
class Beyond:
    """A server in a process of its own."""

    child: Child

    async def state(self, text: str, replaces: list[str], *, dry_run: bool = False) -> Answered:
        return await self._call("remember", content=text, replaces=replaces, dry_run=dry_run)

    async def relate(self, edge: Edge, replaces: list[str], *, dry_run: bool = False) -> Answered:
        subject, predicate, thing = edge
        return await self._call(
            "relate",
            subject=subject,
            predicate=predicate,
            object=thing,
            replaces=replaces,
            dry_run=dry_run,
        )

    async def forget(self, ids: list[str], *, dry_run: bool = False) -> Answered:
        return await self._call("forget", ids=ids, dry_run=dry_run)

    async def undo(self, change: str, *, dry_run: bool = False) -> Answered:
        return await self._call("forget", undo=change, dry_run=dry_run)

    async def _call(self, tool: str, **arguments: object) -> Answered:
        result = await self.child.ask("tools/call", name=tool, arguments=arguments)
        if result.get("isError"):
            raise RefusedError(result["content"][0]["text"])
        receipt = result["structuredContent"]
        named = [each.get("id") for each in receipt.get("operations", ())]
        return Answered(receipt.get("change"), named[0] if named else None)

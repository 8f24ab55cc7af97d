"""The tools of the explorer inside an MCP client: one shows it, one answers what it asks.

The second is for the page alone, and calls what the page calls over HTTP: a caller sees and may do
in a client what it sees and may do in a browser, but for erasing.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from anyio import to_thread
from mcp.server import MCPServer
from mcp.server.apps import APP_MIME_TYPE, client_supports_apps
from mcp.server.mcpserver import Context
from mcp.server.mcpserver.tools import Tool
from mcp_types import CallToolResult, TextContent, ToolAnnotations
from pydantic import BaseModel, Field, JsonValue

from mcp_mem0.domain.errors import RequestError, quote_value
from mcp_mem0.domain.requests.caller import Caller
from mcp_mem0.server.mcp.arguments.coercion import EntityName, Words
from mcp_mem0.server.mcp.arguments.refusals import parse_arguments
from mcp_mem0.server.mcp.identity import resolve_caller
from mcp_mem0.server.mcp.inputs import Input, ToolInput
from mcp_mem0.server.mcp.strict_tool import build_strict_tool

if TYPE_CHECKING:
    from mcp_mem0.server.explorer.calls import ExplorerCall, Person

URI: Final = "ui://mcp-mem0/explorer.html"
SHOW: Final = "show_memory"
EXPLORE: Final = "explore"

ERASE: Final = "erase"
"""The call that is refused: where a client does not keep `explore` from its assistant, what nobody
can take back would else be the assistant's to do."""

_SHOW_WORDS: Final = """\
Show the user their memory as a page in this conversation: search, timeline, graph, conflicts. \
Call it when they want to see, check or correct what is remembered; use recall to look things up \
yourself."""

_EXPLORE_WORDS: Final = """\
What the page of show_memory asks. Not for assistants."""


class ShowInput(ToolInput):
    """The arguments of `show_memory`."""

    query: Words | None = Field(default=None, description="Open it with this question.")
    about: EntityName | None = Field(
        default=None, description="Or with the graph around this name."
    )


class ExploreInput(Input):
    """The arguments of `explore`."""

    name: str
    arguments: dict[str, JsonValue] = Field(default_factory=dict[str, JsonValue])


class Shown(BaseModel):
    """What the page was opened with."""

    shown: bool = True
    query: str | None = None
    about: str | None = None


class Explored(BaseModel, extra="allow"):
    """The answer of one call, as the page gets it."""


@dataclass(frozen=True, kw_only=True)
class PageCalls:
    """What the page asks.

    Attributes:
        by_name: The calls.
        find_person: Returns what a caller may look at.
    """

    by_name: "Mapping[str, ExplorerCall[Any]]"
    find_person: "Callable[[Caller], Awaitable[Person]]"


@dataclass(frozen=True, kw_only=True)
class ClientApp:
    """The explorer for MCP clients that show pages.

    Attributes:
        load_calls: Returns what the page may ask. It is called with the first of them: few clients
            show pages, and what answers them takes long to import.
        usual: The caller where no token is needed.
        read_document: Returns the page as one document.
    """

    load_calls: Callable[[], PageCalls]
    usual: Caller
    read_document: Callable[[], str]

    def build_tools(self) -> list[Tool]:
        """Return the tools; only clients that show pages are told of them."""
        return [self._build_show_tool(), self._build_explore_tool()]

    def register(self, server: MCPServer[Any]) -> None:
        """Register the page on a server."""
        server.resource(
            URI,
            name="explorer",
            title="The memory, to look at",
            description="The page that show_memory opens.",
            mime_type=APP_MIME_TYPE,
            meta={"ui": {"prefersBorder": True}},
        )(self._read_page)

    async def show(self, arguments: ShowInput, context: Context[Any, Any]) -> CallToolResult:
        """Call `show_memory`."""
        _check_client(context)
        shown = Shown(query=arguments.query, about=arguments.about)
        return CallToolResult(
            content=[TextContent(text="The user sees their memory, and can look through it.")],
            structured_content=shown.model_dump(mode="json", exclude_none=True),
        )

    async def explore(self, arguments: ExploreInput, context: Context[Any, Any]) -> CallToolResult:
        """Call `explore`."""
        _check_client(context)
        if arguments.name == ERASE:
            raise RequestError(
                "nothing is erased from inside a client, whose assistant might do it unasked: open"
                " the page in a browser with `mcp-mem0 open`, or run `mcp-mem0 erase`"
            )
        calls = await to_thread.run_sync(self.load_calls)
        call = calls.by_name.get(arguments.name)
        if call is None:
            raise RequestError(
                f"the explorer has no call {quote_value(arguments.name)}: update the client that"
                " shows the page, or start it anew"
            )
        given = parse_arguments(call.arguments, arguments.arguments, tool=call.name)
        person = await calls.find_person(resolve_caller(context, self.usual))
        answer = await call.answer(given, person)
        text = answer.model_dump_json(by_alias=True, exclude_none=True)
        return CallToolResult(
            content=[TextContent(text=text)],
            structured_content=answer.model_dump(mode="json", by_alias=True, exclude_none=True),
        )

    def _read_page(self) -> str:
        return self.read_document()

    def _build_show_tool(self) -> Tool:
        tool = build_strict_tool(
            self.show,
            name=SHOW,
            title="Show memory",
            description=_SHOW_WORDS,
            input_model=ShowInput,
            output_model=Shown,
            annotations=_build_hints(read_only=True),
            defaults={},
        )
        return tool.model_copy(update={"meta": {"ui": {"resourceUri": URI}}})

    def _build_explore_tool(self) -> Tool:
        tool = build_strict_tool(
            self.explore,
            name=EXPLORE,
            title="Explore memory",
            description=_EXPLORE_WORDS,
            input_model=ExploreInput,
            output_model=Explored,
            annotations=_build_hints(read_only=False),
            defaults={},
        )
        ui = {"resourceUri": URI, "visibility": ["app"]}
        return tool.model_copy(update={"meta": {"ui": ui}})


def _check_client(context: Context[Any, Any]) -> None:
    if not client_supports_apps(context):
        raise RequestError(
            "this client does not show pages, so it has no use for this tool: call recall, or run"
            " `mcp-mem0 open`"
        )


def _build_hints(*, read_only: bool) -> ToolAnnotations:
    return ToolAnnotations(
        read_only_hint=read_only,
        destructive_hint=not read_only,
        idempotent_hint=read_only,
        open_world_hint=False,
    )

"""A tool with strict arguments whose failures are one sentence.

The library's own tools ignore unknown arguments, turn "5" into 5, parse any text that happens to
be JSON, and put "Error executing tool" before every message. `StrictTool` replaces only that step;
schemas, listing and both protocol eras stay the library's.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Generic, TypeVar

from mcp.server.mcpserver import Context
from mcp.server.mcpserver.exceptions import ToolError, UnexpectedToolError
from mcp.server.mcpserver.tools import Tool
from mcp.server.mcpserver.utilities.func_metadata import ArgModelBase, FuncMetadata
from mcp_types import CallToolResult, InputRequiredResult, ToolAnnotations
from pydantic import BaseModel, JsonValue

from mcp_mem0.domain.errors import Mem0Error
from mcp_mem0.server.mcp.arguments.refusals import parse_arguments
from mcp_mem0.server.mcp.inputs import Input
from mcp_mem0.server.mcp.schemas import compact_schema

InputT = TypeVar("InputT", bound=Input)


class StrictTool(Tool, Generic[InputT]):
    """A tool whose arguments are parsed by `input_model` and passed to `fn` as one value."""

    input_model: type[InputT]

    async def run(
        self,
        arguments: dict[str, Any],
        context: Context[Any, Any],
        convert_result: bool = False,  # noqa: FBT001, FBT002 - the library's signature
    ) -> CallToolResult | InputRequiredResult:
        """Call the tool; our own errors reach the caller word for word, all others are masked.

        Raises:
            ToolError: The request failed; the message is the Mem0Error's.
            UnexpectedToolError: An internal error; the library logs its traceback.
        """
        try:
            parsed = parse_arguments(self.input_model, arguments, tool=self.name)
            answer = await self.fn(parsed, context)
        except Mem0Error as error:
            raise ToolError(str(error)) from error
        except Exception as error:
            raise UnexpectedToolError(
                f"{self.name} failed inside the server, which wrote the cause to its log (stderr):"
                " try again"
            ) from error
        return self.fn_metadata.convert_result(answer) if convert_result else answer


def build_strict_tool(  # noqa: PLR0913 - the parts of a tool's description
    handler: Callable[[InputT, Context[Any, Any]], Awaitable[CallToolResult]],
    *,
    name: str,
    title: str,
    description: str,
    input_model: type[InputT],
    output_model: type[BaseModel],
    annotations: ToolAnnotations,
    defaults: Mapping[str, JsonValue],
) -> Tool:
    """Return a tool; `defaults` are those of parameters that settings decide."""
    return StrictTool[InputT](
        fn=handler,
        name=name,
        title=title,
        description=description,
        parameters=compact_schema(input_model, defaults=defaults),
        fn_metadata=FuncMetadata(
            arg_model=ArgModelBase,
            output_schema=compact_schema(output_model),
            output_model=output_model,
        ),
        is_async=True,
        context_kwarg=None,
        annotations=annotations,
        input_model=input_model,
    )

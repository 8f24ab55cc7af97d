"""A tool that takes exactly what it says, and fails in one sentence.

The library's own tools ignore unknown arguments, turn "5" into 5, read any text that happens to
be JSON, and put "Error executing tool" before every sentence. `StrictTool` replaces that step
alone; schemas, listing and both protocol eras stay the library's.
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
from mcp_mem0.server.mcp.inputs import Input
from mcp_mem0.server.mcp.refusals import parse_arguments
from mcp_mem0.server.mcp.schemas import compact_schema

InputT = TypeVar("InputT", bound=Input)


class StrictTool(Tool, Generic[InputT]):
    """A tool whose arguments are parsed by `input_model` and given whole to `fn`."""

    input_model: type[InputT]

    async def run(
        self,
        arguments: dict[str, Any],
        context: Context[Any, Any],
        convert_result: bool = False,  # noqa: FBT001, FBT002 - the library's signature
    ) -> CallToolResult | InputRequiredResult:
        """Call the tool; what a caller may know arrives word for word, the rest is masked.

        Raises:
            ToolError: The request cannot be met; its words are the Mem0Error's.
            UnexpectedToolError: A fault of ours; the library logs its traceback.
        """
        try:
            given = parse_arguments(self.input_model, arguments, tool=self.name)
            answer = await self.fn(given, context)
        except Mem0Error as error:
            raise ToolError(str(error)) from error
        except Exception as error:
            raise UnexpectedToolError(
                f"{self.name} failed inside the server, which wrote the cause to its log (stderr):"
                " try again"
            ) from error
        return self.fn_metadata.convert_result(answer) if convert_result else answer


def build_strict_tool(  # noqa: PLR0913 - what a client is shown of a tool has these parts
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
    """Make a tool; `defaults` are those of parameters that settings decide."""
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

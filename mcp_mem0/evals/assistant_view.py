"""What an assistant sees of the server, for the tool cases: its instructions and tools."""

from mcp_mem0.domain.llm.call import ToolSpec
from mcp_mem0.server.mcp.instructions import INSTRUCTIONS
from mcp_mem0.server.mcp.memory import MemoryService, Terms
from mcp_mem0.server.mcp.tools import Tools


def get_instructions() -> str:
    """Return the instructions that a client gets."""
    return INSTRUCTIONS


def list_tools(memory: MemoryService, terms: Terms) -> tuple[ToolSpec, ...]:
    """Return the tools as a client lists them."""
    return tuple(
        ToolSpec(name=tool.name, description=tool.description, input_schema=tool.parameters)
        for tool in Tools(memory=memory, terms=terms).build_tools()
    )

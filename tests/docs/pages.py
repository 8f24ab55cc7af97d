"""Writing the reference pages from the code itself."""

import ast
from collections.abc import AsyncGenerator, Iterator
from pathlib import Path
from typing import Any, cast

import anyio
import typer
from mcp.server import MCPServer
from mcp_types import Prompt, ResourceTemplate, Tool
from pydantic import JsonValue

from mcp_mem0.app.running import build_app
from mcp_mem0.cli.main import NAME, build_command_line
from mcp_mem0.cli.parsing.exits import Exit
from mcp_mem0.cli.parsing.flags import EVERYWHERE
from mcp_mem0.config import Settings
from mcp_mem0.server.mcp.build import build_server
from mcp_mem0.server.mcp.instructions import INSTRUCTIONS

DOCS = Path(__file__).parents[2] / "docs"
_WRITTEN = "<!-- Written by scripts/write-docs from the code: change that, then run it again. -->"

_EXITS = {
    Exit.DONE: "done",
    Exit.FAULT: "an internal error; or `check`, `doctor`, `demo` or `eval` found something broken",
    Exit.REQUEST: "the command line or a setting is invalid; nothing was changed",
    Exit.STORE: "the store cannot be opened, read or written",
    Exit.MODEL: (
        "a model could not be reached or did not answer in time, or `replay` decided nothing"
    ),
    Exit.OUTPUT: "what was asked is done, but its answer could not be written (a full disk)",
    Exit.INTERRUPTED: "Ctrl-C",
    Exit.CLOSED: "whoever read an export on standard output stopped before it was whole",
}

# click has no types of its own for what typer makes of a function.
_Command = Any


def pages() -> dict[Path, str]:
    """Return each page by its file."""
    return {
        DOCS / "cli.md": cli_page(),
        DOCS / "tools.md": anyio.run(tools_page),
        DOCS / "modules.md": modules_page(),
    }


def cli_page() -> str:
    """Return the page of the command line."""
    return "\n".join(_cli_lines()) + "\n"


def modules_page() -> str:
    """Return the map of the package: each room and module with what its docstring says first."""
    return "\n".join(_module_lines()) + "\n"


async def tools_page() -> str:
    """Return the page of tools, resources and prompts."""
    # The library needs a running loop to be built, and the memory is never asked.
    app = build_app(Settings())
    server = build_server(app, app.terms)
    return "\n".join([line async for line in _tool_lines(server)]) + "\n"


def _module_lines() -> Iterator[str]:
    yield "# The modules"
    yield ""
    yield _WRITTEN
    yield ""
    yield (
        "What is where: a section for each folder of the package, with the first sentence"
        " of each module."
    )
    root = DOCS.parent
    for init in sorted((root / "mcp_mem0").rglob("__init__.py")):
        folder = init.parent
        yield ""
        yield f"## {folder.relative_to(root)}"
        yield ""
        yield _paragraphs(_docstring(init))
        modules = sorted(file for file in folder.glob("*.py") if file != init)
        if modules:
            yield ""
            yield "| module | what |"
            yield "|---|---|"
        for file in modules:
            first, _, _ = _docstring(file).partition("\n\n")
            yield f"| `{file.stem}` | {_cell(first)} |"


def _docstring(file: Path) -> str:
    return ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""


def _cli_lines() -> Iterator[str]:
    yield "# The command line"
    yield ""
    yield _WRITTEN
    yield ""
    yield (
        f"`{NAME} COMMAND --help` shows the same in a terminal. {EVERYWHERE} With `--json` every"
        " command answers with one JSON document on standard output; only `serve`, which speaks MCP"
        " there, does not take it."
    )
    yield ""
    yield (
        "A terminal gets colour, unless `TERM` is `dumb`; a pipe, a file and `--json` do not."
        " `NO_COLOR` or `CLICOLOR=0` turns it off, `FORCE_COLOR` or `CLICOLOR_FORCE` turns it on"
        " everywhere but in `--json`. Whatever is wrong is one sentence on standard error that"
        f" begins with `{NAME}:`; it names the command or option that a mistyped one is nearest to."
    )
    yield ""
    yield "| exit code | why |"
    yield "|--:|---|"
    for code in Exit:
        yield f"| {code.value} | {_EXITS[code]} |"
    yield ""
    yield (
        f"`{NAME} --install-completion` sets up completion of commands and options in your shell;"
        f" `{NAME} --show-completion` prints the script that it would install."
    )
    root: _Command = typer.main.get_command(build_command_line())
    for name, command in root.commands.items():
        yield from _command_lines(f"{NAME} {name}", command)


def _command_lines(path: str, command: _Command) -> Iterator[str]:
    yield ""
    yield f"## {path}" if path.count(" ") == 1 else f"### {path}"
    yield ""
    yield _paragraphs(command.help or "")
    inner: dict[str, _Command] = getattr(command, "commands", {})
    for name, each in inner.items():
        yield from _command_lines(f"{path} {name}", each)
    parameters = [each for each in command.params if each.name != "help"]
    if inner or not parameters:
        return
    yield ""
    yield "| parameter | what | default |"
    yield "|---|---|---|"
    for each in parameters:
        yield f"| {_name(each)} | {_cell(each.help or '')} | {_default(each)} |"


def _name(parameter: _Command) -> str:
    if parameter.param_type_name == "argument":
        name = (parameter.metavar or parameter.name).upper()
        return f"`{name}`{'' if parameter.required else ' (optional)'}"
    names = ", ".join(f"`{each}`" for each in parameter.opts)
    takes = f" {parameter.metavar}" if parameter.metavar else ""
    return f"{names}{takes}"


def _default(parameter: _Command) -> str:
    if isinstance(parameter.show_default, str):
        return parameter.show_default
    default = parameter.default
    if default in (None, False, [], ()) or callable(default):
        return ""
    return f"`{default}`"


async def _tool_lines(server: MCPServer[Any]) -> AsyncGenerator[str]:
    yield "# Tools, resources and prompts"
    yield ""
    yield _WRITTEN
    yield ""
    yield "What the server offers to an MCP client, over every transport and protocol version."
    yield "How `recall` finds and ranks what it tells is in [recall.md](recall.md), and what a"
    yield "model may send instead of these types in [clients.md](clients.md#what-a-model-may-send)."
    for tool in await server.list_tools():
        for line in _tool(tool):
            yield line
    yield ""
    yield "## Resources"
    yield ""
    yield "| URI | what |"
    yield "|---|---|"
    for template in await server.list_resource_templates():
        yield _resource(template)
    yield ""
    yield "## Prompts"
    for prompt in await server.list_prompts():
        for line in _prompt(prompt):
            yield line
    yield ""
    yield "## Instructions for the assistant"
    yield ""
    for line in INSTRUCTIONS.strip().splitlines():
        yield f"> {line}".rstrip()


def _tool(tool: Tool) -> Iterator[str]:
    hints = tool.annotations
    assert hints is not None
    said = "only reads" if hints.read_only_hint else "writes"
    if hints.destructive_hint:
        said += ", destructive (and reversible)"
    yield ""
    yield f"## {tool.name}"
    yield ""
    yield f"*{tool.title}: {said}.*"
    yield ""
    yield tool.description or ""
    yield ""
    yield "| parameter | type | required | what |"
    yield "|---|---|---|---|"
    yield from _fields(tool.input_schema, with_required=True)
    yield ""
    yield "The answer comes as text and as structured data:"
    yield ""
    yield "| field | type | what |"
    yield "|---|---|---|"
    yield from _fields(tool.output_schema or {}, with_required=False)


def _fields(schema: dict[str, Any], *, with_required: bool) -> Iterator[str]:
    required = cast("list[str]", schema.get("required", []))
    fields = cast("dict[str, dict[str, JsonValue]]", schema.get("properties", {}))
    for name, field in fields.items():
        what = _cell(str(field.get("description", "")))
        kind = _cell(_type(field))
        if with_required:
            yield f"| `{name}` | {kind} | {'yes' if name in required else ''} | {what} |"
        else:
            yield f"| `{name}` | {kind} | {what} |"


def _type(field: dict[str, JsonValue]) -> str:
    match field:
        case {"enum": [*values]}:
            return " or ".join(map(str, values))
        case {"anyOf": [*kinds]}:
            return " or ".join(_type(kind) for kind in kinds if isinstance(kind, dict))
        case {"type": "array", "items": {**item}}:
            return f"list of {_type(item)}"
        case {"properties": {**properties}}:
            return f"{{{', '.join(properties)}}}"
        case {"type": str(kind)}:
            return kind
        case _:
            return "any"


def _resource(template: ResourceTemplate) -> str:
    return f"| `{template.uri_template}` | {_cell(template.description or '')} |"


def _prompt(prompt: Prompt) -> Iterator[str]:
    yield ""
    yield f"### {prompt.name}: {prompt.title}"
    yield ""
    yield prompt.description or ""
    yield ""
    yield "| argument | what |"
    yield "|---|---|"
    for each in prompt.arguments or ():
        yield f"| `{each.name}` | {_cell(each.description or '')} |"


def _paragraphs(text: str) -> str:
    parts = text.split("\n\n")
    return "\n\n".join(" ".join(part.split()) for part in parts)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")

"""How our commands differ from typer's.

Their help shows no type next to a flag, which takes no value, or an argument, which its name
describes, and has the colours of all other output; an unknown command is named with the nearest.
Words that the machine could not decode become text, except paths, which are bytes to the system.
"""

import os
import sys
from typing import Any, cast

from typer.core import TyperCommand, TyperGroup

from mcp_mem0.cli.input.decoding import decode_word
from mcp_mem0.cli.output.colour import is_coloured
from mcp_mem0.cli.parsing.usage_errors import build_unknown_command_error

# click has no types of its own for what typer makes of a function.
_Parameters = list[Any]


class Command(TyperCommand):
    """A command whose help shows no needless type, and whose words are text."""

    def get_params(self, ctx: Any) -> _Parameters:  # noqa: ANN401 - as above
        """Return the options and arguments, including `--help`."""
        return _remove_types(super().get_params(ctx))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - as above
        """Parse the words; those that are no paths become text."""
        rest = super().parse_args(ctx, args)
        for name, value in ctx.params.items():
            ctx.params[name] = _decode_words(value)
        return rest

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - as above
        """Print the help."""
        _set_help_style()
        super().format_help(ctx, formatter)


class Group(TyperGroup):
    """A group of commands whose help shows no needless type."""

    def get_params(self, ctx: Any) -> _Parameters:  # noqa: ANN401 - as above
        """Return the options, including `--help`."""
        return _remove_types(super().get_params(ctx))

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - as above
        """Print the help."""
        _set_help_style()
        super().format_help(ctx, formatter)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401 - as above
        """Return the command that the words name, and the words after it.

        Raises:
            RequestError: There is none.
        """
        name = args[0]
        if name not in self.commands and not name.startswith("-") and not ctx.resilient_parsing:
            raise build_unknown_command_error(name, self.commands, str(ctx.command_path))
        return super().resolve_command(ctx, args)


def _set_help_style() -> None:
    # Imported here, because only help needs it.
    from typer import rich_utils  # noqa: PLC0415

    rich_utils.COLOR_SYSTEM = "standard" if is_coloured(sys.stdout, os.environ) else None
    rich_utils.FORCE_TERMINAL = sys.stdout.isatty()
    # Yellow cannot be read on a light ground, and dim text hardly on any.
    rich_utils.STYLE_USAGE = rich_utils.STYLE_TYPES = "bold"
    rich_utils.STYLE_OPTION_DEFAULT = rich_utils.STYLE_REQUIRED_LONG = ""
    rich_utils.STYLE_OPTIONS_PANEL_BORDER = rich_utils.STYLE_COMMANDS_PANEL_BORDER = ""


def _remove_types(parameters: _Parameters) -> _Parameters:
    for parameter in parameters:
        if getattr(parameter, "is_flag", False):
            parameter.metavar = ""
        elif parameter.param_type_name == "argument":
            parameter.display_type_rich = _show_no_type
    return parameters


def _show_no_type(ctx: object) -> None:
    """Stand for the method that returns the type of an argument."""


def _decode_words(value: Any) -> Any:  # noqa: ANN401 - as above
    match value:
        case str():
            return decode_word(value)
        case list() | tuple():
            return [*map(_decode_words, cast("list[object]", value))]
        case _:
            return value

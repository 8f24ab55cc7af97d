"""How our commands differ from typer's.

Their help shows no type next to a flag, because a flag takes no value; and words that the machine
could not decode become text, except paths, which are bytes to the system.
"""

from typing import Any, cast

from typer.core import TyperCommand, TyperGroup

from mcp_mem0.cli.input.decoding import decode_word

# click has no types of its own for what typer makes of a function.
_Parameters = list[Any]


class Command(TyperCommand):
    """A command whose help shows no type next to a flag, and whose words are text."""

    def get_params(self, ctx: Any) -> _Parameters:  # noqa: ANN401 - as above
        """Return the options and arguments, including `--help`."""
        return _remove_types(super().get_params(ctx))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - as above
        """Parse the words; those that are no paths become text."""
        rest = super().parse_args(ctx, args)
        for name, value in ctx.params.items():
            ctx.params[name] = _decode_words(value)
        return rest


class Group(TyperGroup):
    """A group of commands whose help shows no type next to a flag."""

    def get_params(self, ctx: Any) -> _Parameters:  # noqa: ANN401 - as above
        """Return the options, including `--help`."""
        return _remove_types(super().get_params(ctx))


def _remove_types(parameters: _Parameters) -> _Parameters:
    for parameter in parameters:
        if getattr(parameter, "is_flag", False):
            parameter.metavar = ""
    return parameters


def _decode_words(value: Any) -> Any:  # noqa: ANN401 - as above
    match value:
        case str():
            return decode_word(value)
        case list() | tuple():
            return [*map(_decode_words, cast("list[object]", value))]
        case _:
            return value

"""Commands whose help shows no type next to a flag, because a flag takes no value."""

from typing import Any

from typer.core import TyperCommand, TyperGroup

# click has no types of its own for what typer makes of a function.
_Parameters = list[Any]


class Command(TyperCommand):
    """A command whose help shows no type next to a flag."""

    def get_params(self, ctx: Any) -> _Parameters:  # noqa: ANN401 - as above
        """Return the options and arguments, including `--help`."""
        return _remove_types(super().get_params(ctx))


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

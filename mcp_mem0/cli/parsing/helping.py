"""Commands whose help is for people: what a flag takes is no type, because it takes nothing."""

from typing import Any

from typer.core import TyperCommand, TyperGroup

# click has no types of its own for what typer makes of a function.
_Parameters = list[Any]


class Command(TyperCommand):
    """A command; its help names no type beside a flag."""

    def get_params(self, ctx: Any) -> _Parameters:  # noqa: ANN401 - as above
        """Return the options and arguments, `--help` among them."""
        return _remove_types(super().get_params(ctx))


class Group(TyperGroup):
    """A command that has commands; its help names no type beside a flag."""

    def get_params(self, ctx: Any) -> _Parameters:  # noqa: ANN401 - as above
        """Return the options, `--help` among them."""
        return _remove_types(super().get_params(ctx))


def _remove_types(parameters: _Parameters) -> _Parameters:
    for parameter in parameters:
        if getattr(parameter, "is_flag", False):
            parameter.metavar = ""
    return parameters

"""Errors of the command line in the form of all others: one sentence that says what to do."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Any, Final

from pydantic import ValidationError
from typer.exceptions import TyperException

from mcp_mem0.cli.parsing.flags import CONFIG
from mcp_mem0.config import find_remedy, format_flag, list_setting_keys
from mcp_mem0.domain.errors import RequestError, quote_value

_FLAG_LIKENESS: Final = 0.8


def build_usage_error(error: TyperException, words: Sequence[str]) -> RequestError | None:
    """Return an error of typer as one of ours; None if it only shows the help.

    Args:
        error: The error.
        words: The command line without the global flags.
    """
    said = " ".join(error.format_message().replace("argument(s)", "arguments").split()).rstrip(".")
    if not said:
        return None
    context = getattr(error, "ctx", None)
    path = " ".join(["mcp-mem0", *words[:1]]) if context is None else str(context.command_path)
    option = getattr(error, "option_name", None)
    if isinstance(option, str) and hasattr(error, "possibilities"):
        near = _find_option(option, context)
        remedy = f"did you mean {near}?" if near else f"{path} --help lists the options"
        return RequestError(f"there is no option {quote_value(option)}: {remedy}")
    wrong_value = _describe_wrong_value(error)
    if wrong_value is not None:
        return RequestError(wrong_value)
    return RequestError(f"{said[:1].lower()}{said[1:]}: {path} --help says what it takes")


def build_unknown_command_error(name: str, commands: Iterable[str], path: str) -> RequestError:
    """Return the error for a command that there is not, with the nearest that there is."""
    near = get_close_matches(name.lower(), [*commands], n=1)
    remedy = f"did you mean {near[0]}?" if near else f"{path} --help lists the commands"
    return RequestError(f"there is no command {quote_value(name)}: {remedy}")


def _describe_wrong_value(error: TyperException) -> str | None:
    """Return what is wrong with the value of an option, if that can be said with the value."""
    cause, parameter = error.__cause__, getattr(error, "param", None)
    if not isinstance(cause, ValidationError) or parameter is None:
        return None
    first = cause.errors(include_url=False)[0]
    remedy = find_remedy(first)
    if remedy is None:
        return None
    name = " or ".join(parameter.opts)
    return f"{name} is {quote_value(first['input'])}: {remedy}"


def _find_option(option: str, context: Any) -> str | None:  # noqa: ANN401 - typer exports no type for it
    """Return the option or global flag that is most like a word, if one is."""
    own = [] if context is None else _list_options(context)
    flags = [CONFIG, *map(format_flag, list_setting_keys())]
    # A flag for all commands may do nothing for this one, so it has to be much like the word.
    near = [
        *get_close_matches(option, own, n=1),
        *get_close_matches(option, flags, n=1, cutoff=_FLAG_LIKENESS),
    ]
    return next(iter(get_close_matches(option, near, n=1)), None)


def _list_options(context: Any) -> list[str]:  # noqa: ANN401 - the same
    parameters: list[Any] = context.command.get_params(context)
    return [
        str(name)
        for parameter in parameters
        for name in (*parameter.opts, *parameter.secondary_opts)
        if str(name).startswith("--")
    ]

"""The cases of the evaluations, read from the TOML files inside the package.

A case is written for people: `said = ["Ana: I moved to Oslo.", "assistant: Congratulations!"]`.
What stands before the first colon is the speaker: user and assistant are roles, a tool's name is
what that tool answered, and any other name is a user of that name.
"""

import tomllib
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Annotated, Final, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from mcp_mem0.domain.dates import parse_moment
from mcp_mem0.domain.errors import RequestError, quoted
from mcp_mem0.domain.model.rows import Message
from mcp_mem0.evals.decision_cases import DecisionCase, ExpectedFact, KnownFact
from mcp_mem0.evals.tool_cases import NO_TOOL, ToolCase

LONG_KNOWN: Final = datetime(2025, 1, 15, 12, tzinfo=UTC)
"""When a known fact was said, unless its case says when."""

TOOLS: Final = frozenset({"remember", "recall", "relate", "forget"})
FileT = TypeVar("FileT", bound=BaseModel)


def decision_cases(folder: Traversable | None = None) -> list[DecisionCase]:
    """Return the decision cases, file by file.

    Raises:
        RequestError: A file is not what a file of cases must be.
    """
    where = folder or _shipped("decisions")
    found = [
        _decision_case(case, name.removesuffix(".toml"))
        for name, file in _files(where, _DecisionFile)
        for case in file.case
    ]
    _check_names([case.name for case in found])
    return found


def tool_cases(folder: Traversable | None = None) -> list[ToolCase]:
    """Return the cases of choosing a tool, file by file.

    Raises:
        RequestError: A file is not what a file of cases must be.
    """
    where = folder or _shipped("tools")
    found = [_tool_case(case) for _, file in _files(where, _ToolFile) for case in file.case]
    _check_names([case.name for case in found])
    return found


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class _Known(_Part):
    text: str = Field(min_length=1)
    said_at: date | datetime


class _Said(_Part):
    who: str
    says: str = Field(min_length=1)
    at: date | datetime | None = None


def _is_in_calendar(text: str) -> str:
    try:
        parse_moment(text, name="a date")
    except RequestError as error:
        raise ValueError(str(error)) from error
    return text


_Day = Annotated[str, Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$"), AfterValidator(_is_in_calendar)]


class _Expected(_Part):
    contains: list[str] = Field(min_length=1)
    lacks: list[str] = []
    on: _Day | None = None
    until: _Day | None = None


class _DecisionCase(_Part):
    name: str = Field(pattern=r"^[a-z0-9-]+$")
    why: str = Field(min_length=1)
    now: datetime
    known: dict[str, str | _Known] = {}
    earlier: list[str] = []
    said: list[str | _Said] = []
    content: str | None = None
    facts: list[_Expected] = []
    allowed: list[_Expected] = []
    closes: list[str] = []
    may_close: list[str] = []
    may_grow: dict[str, Annotated[list[str], Field(min_length=1)]] = {}
    never: list[str] = []


class _DecisionFile(_Part):
    case: list[_DecisionCase] = Field(min_length=1)


class _ToolCase(_Part):
    name: str = Field(pattern=r"^[a-z0-9-]+$")
    why: str = Field(min_length=1)
    said: list[str] = Field(min_length=1)
    calls: list[str] = Field(min_length=1)
    contains: list[str] = []
    lacks: list[str] = []
    never: list[str] = []


class _ToolFile(_Part):
    case: list[_ToolCase] = Field(min_length=1)


def _shipped(name: str) -> Traversable:
    return resources.files("mcp_mem0") / "cases" / name


def _files(folder: Traversable, kind: type[FileT]) -> Iterator[tuple[str, FileT]]:
    files = [file for file in folder.iterdir() if file.name.endswith(".toml")]
    if not files:
        raise RequestError(f"there are no .toml files of cases in {folder}: name another folder")
    for file in sorted(files, key=lambda file: file.name):
        try:
            yield file.name, kind.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise RequestError(f"{file} is not TOML: {error}") from error
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            where = ".".join(str(part) for part in first["loc"])
            raise RequestError(f"{file}: {where}: {first['msg']}") from error


def _check_names(names: Sequence[str]) -> None:
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise RequestError(f"two cases are named {twice!r}: rename one")


def _decision_case(case: _DecisionCase, category: str) -> DecisionCase:
    unknown = {*case.closes, *case.may_close, *case.may_grow} - case.known.keys()
    if unknown:
        raise RequestError(
            f"the case {case.name!r} closes {quoted(sorted(unknown))}, which it does not know"
        )
    if bool(case.said) == (case.content is not None):
        raise RequestError(f"the case {case.name!r} needs either said or content")
    return DecisionCase(
        name=case.name,
        category=category,
        why=case.why,
        now=_moment(case.now),
        known=tuple(_known(name, known) for name, known in case.known.items()),
        earlier=tuple(_message(each, case.name) for each in case.earlier),
        said=tuple(_message(each, case.name) for each in case.said),
        content=case.content,
        facts=tuple(_expected(each) for each in case.facts),
        allowed=tuple(_expected(each) for each in case.allowed),
        closes=tuple(case.closes),
        may_close=tuple(case.may_close),
        may_grow={name: tuple(words) for name, words in case.may_grow.items()},
        never=tuple(case.never),
    )


def _known(name: str, known: str | _Known) -> KnownFact:
    if isinstance(known, str):
        return KnownFact(name=name, text=known, said_at=LONG_KNOWN)
    return KnownFact(name=name, text=known.text, said_at=_moment(known.said_at))


def _expected(given: _Expected) -> ExpectedFact:
    return ExpectedFact(
        contains=tuple(given.contains), lacks=tuple(given.lacks), on=given.on, until=given.until
    )


def _tool_case(case: _ToolCase) -> ToolCase:
    unknown = {*case.calls, *case.never} - TOOLS - {NO_TOOL}
    if unknown:
        raise RequestError(
            f"the case {case.name!r} names the tool {quoted(sorted(unknown))}; the tools are"
            f" {', '.join(sorted(TOOLS))} and {NO_TOOL}"
        )
    return ToolCase(
        name=case.name,
        why=case.why,
        said=tuple(_message(each, case.name) for each in case.said),
        calls=tuple(case.calls),
        contains=tuple(case.contains),
        lacks=tuple(case.lacks),
        never=tuple(case.never),
    )


def _message(given: str | _Said, case: str) -> Message:
    if isinstance(given, _Said):
        at = None if given.at is None else _moment(given.at)
        return _spoken(given.who, given.says, at)
    who, colon, says = given.partition(": ")
    if not colon or not says.strip():
        raise RequestError(f"the case {case!r} has {quoted(given)}: write it like 'Ana: I moved'")
    return _spoken(who, says, None)


def _spoken(who: str, says: str, at: datetime | None) -> Message:
    match who:
        case "user" | "assistant":
            return Message(role=who, content=says, at=at)
        case _ if who in TOOLS:
            return Message(role="tool", name=who, content=says, at=at)
        case _:
            return Message(role="user", name=who, content=says, at=at)


def _moment(given: date | datetime) -> datetime:
    if not isinstance(given, datetime):
        return datetime.combine(given, time(12), tzinfo=UTC)
    return given.replace(tzinfo=UTC) if given.tzinfo is None else given.astimezone(UTC)

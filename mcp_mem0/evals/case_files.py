"""Loading the cases of the evaluations from TOML files.

A case is written for people: `said = ["Ana: I moved to Oslo.", "assistant: Congratulations!"]`.
The text before the first colon is the speaker: user and assistant are roles, a tool's name marks
that tool's answer, and any other name is a user of that name.
"""

import tomllib
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Annotated, Final, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from mcp_mem0.domain.dates import parse_moment
from mcp_mem0.domain.errors import RequestError, quote_value
from mcp_mem0.domain.model.rows import Message
from mcp_mem0.evals.decision_cases import CaseFact, DecisionCase, ExpectedFact
from mcp_mem0.evals.tool_cases import NO_TOOL, ToolCase

LONG_KNOWN: Final = datetime(2025, 1, 15, 12, tzinfo=UTC)
"""When a known fact was said, unless its case says when."""

TOOLS: Final = frozenset({"remember", "recall", "relate", "forget"})
FileT = TypeVar("FileT", bound=BaseModel)


def load_decision_cases(folder: Traversable | None = None) -> list[DecisionCase]:
    """Return the decision cases, file by file.

    Raises:
        RequestError: A file is malformed.
    """
    where = folder or _locate_shipped("decisions")
    cases = [
        _build_decision_case(case, name.removesuffix(".toml"))
        for name, file in _read_files(where, _DecisionFile)
        for case in file.case
    ]
    _check_names([case.name for case in cases])
    return cases


def load_tool_cases(folder: Traversable | None = None) -> list[ToolCase]:
    """Return the cases of choosing a tool, file by file.

    Raises:
        RequestError: A file is malformed.
    """
    where = folder or _locate_shipped("tools")
    cases = [
        _build_tool_case(case) for _, file in _read_files(where, _ToolFile) for case in file.case
    ]
    _check_names([case.name for case in cases])
    return cases


class _TomlTable(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class _KnownFactToml(_TomlTable):
    text: str = Field(min_length=1)
    said_at: date | datetime


class _MessageToml(_TomlTable):
    who: str
    says: str = Field(min_length=1)
    at: date | datetime | None = None


def _check_date(text: str) -> str:
    try:
        parse_moment(text, name="a date")
    except RequestError as error:
        raise ValueError(str(error)) from error
    return text


_Day = Annotated[str, Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$"), AfterValidator(_check_date)]


class _ExpectedFactToml(_TomlTable):
    contains: list[str] = Field(min_length=1)
    lacks: list[str] = []
    on: _Day | None = None
    until: _Day | None = None


class _DecisionCaseToml(_TomlTable):
    name: str = Field(pattern=r"^[a-z0-9-]+$")
    why: str = Field(min_length=1)
    now: datetime
    known: dict[str, str | _KnownFactToml] = {}
    earlier: list[str] = []
    said: list[str | _MessageToml] = []
    content: str | None = None
    facts: list[_ExpectedFactToml] = []
    allowed: list[_ExpectedFactToml] = []
    closes: list[str] = []
    may_close: list[str] = []
    may_grow: dict[str, Annotated[list[str], Field(min_length=1)]] = {}
    never: list[str] = []


class _DecisionFile(_TomlTable):
    case: list[_DecisionCaseToml] = Field(min_length=1)


class _ToolCaseToml(_TomlTable):
    name: str = Field(pattern=r"^[a-z0-9-]+$")
    why: str = Field(min_length=1)
    said: list[str] = Field(min_length=1)
    calls: list[str] = Field(min_length=1)
    contains: list[str] = []
    lacks: list[str] = []
    never: list[str] = []


class _ToolFile(_TomlTable):
    case: list[_ToolCaseToml] = Field(min_length=1)


def _locate_shipped(name: str) -> Traversable:
    return resources.files("mcp_mem0.evals") / "cases" / name


def _read_files(folder: Traversable, kind: type[FileT]) -> Iterator[tuple[str, FileT]]:
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


def _build_decision_case(case: _DecisionCaseToml, category: str) -> DecisionCase:
    unknown = {*case.closes, *case.may_close, *case.may_grow} - case.known.keys()
    if unknown:
        raise RequestError(
            f"the case {case.name!r} closes {quote_value(sorted(unknown))}, which it does not know"
        )
    if bool(case.said) == (case.content is not None):
        raise RequestError(f"the case {case.name!r} needs either said or content")
    return DecisionCase(
        name=case.name,
        category=category,
        why=case.why,
        now=_normalise_moment(case.now),
        known=tuple(_build_case_fact(name, known) for name, known in case.known.items()),
        earlier=tuple(_parse_message(message, case.name) for message in case.earlier),
        said=tuple(_parse_message(message, case.name) for message in case.said),
        content=case.content,
        facts=tuple(_build_expected_fact(fact) for fact in case.facts),
        allowed=tuple(_build_expected_fact(fact) for fact in case.allowed),
        closes=tuple(case.closes),
        may_close=tuple(case.may_close),
        may_grow={name: tuple(words) for name, words in case.may_grow.items()},
        never=tuple(case.never),
    )


def _build_case_fact(name: str, known: str | _KnownFactToml) -> CaseFact:
    if isinstance(known, str):
        return CaseFact(name=name, text=known, said_at=LONG_KNOWN)
    return CaseFact(name=name, text=known.text, said_at=_normalise_moment(known.said_at))


def _build_expected_fact(given: _ExpectedFactToml) -> ExpectedFact:
    return ExpectedFact(
        contains=tuple(given.contains), lacks=tuple(given.lacks), on=given.on, until=given.until
    )


def _build_tool_case(case: _ToolCaseToml) -> ToolCase:
    unknown = {*case.calls, *case.never} - TOOLS - {NO_TOOL}
    if unknown:
        raise RequestError(
            f"the case {case.name!r} names the tool {quote_value(sorted(unknown))}; the tools are"
            f" {', '.join(sorted(TOOLS))} and {NO_TOOL}"
        )
    return ToolCase(
        name=case.name,
        why=case.why,
        said=tuple(_parse_message(message, case.name) for message in case.said),
        calls=tuple(case.calls),
        contains=tuple(case.contains),
        lacks=tuple(case.lacks),
        never=tuple(case.never),
    )


def _parse_message(given: str | _MessageToml, case: str) -> Message:
    if isinstance(given, _MessageToml):
        at = None if given.at is None else _normalise_moment(given.at)
        return _build_message(given.who, given.says, at)
    who, colon, says = given.partition(": ")
    if not colon or not says.strip():
        raise RequestError(
            f"the case {case!r} has {quote_value(given)}: write it like 'Ana: I moved'"
        )
    return _build_message(who, says, None)


def _build_message(who: str, says: str, at: datetime | None) -> Message:
    match who:
        case "user" | "assistant":
            return Message(role=who, content=says, at=at)
        case _ if who in TOOLS:
            return Message(role="tool", name=who, content=says, at=at)
        case _:
            return Message(role="user", name=who, content=says, at=at)


def _normalise_moment(given: date | datetime) -> datetime:
    if not isinstance(given, datetime):
        return datetime.combine(given, time(12), tzinfo=UTC)
    return given.replace(tzinfo=UTC) if given.tzinfo is None else given.astimezone(UTC)

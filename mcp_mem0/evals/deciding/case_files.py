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
from typing import Final, TypeVar

from pydantic import BaseModel, ValidationError

from mcp_mem0.domain.errors import RequestError, quote_value
from mcp_mem0.domain.model.rows import Message
from mcp_mem0.evals.checking.language import load_language
from mcp_mem0.evals.deciding.case_tables import (
    BesideFile,
    DecisionCaseToml,
    DecisionFile,
    KnownFactToml,
    MessageToml,
    ToolCaseToml,
    ToolFile,
    list_kinds,
)
from mcp_mem0.evals.deciding.decision_cases import CaseFact, DecisionCase
from mcp_mem0.evals.deciding.expected_facts import (
    build_answer,
    build_argument_check,
    build_expected_fact,
    parse_day,
    parse_relation,
)
from mcp_mem0.evals.deciding.tool_cases import NO_TOOL, TOOLS, ToolCase

LONG_KNOWN: Final = datetime(2025, 1, 15, 12, tzinfo=UTC)
"""When a known fact was said, unless its case says when."""

FileT = TypeVar("FileT", bound=BaseModel)


def load_decision_cases(folder: Traversable | None = None) -> list[DecisionCase]:
    """Return the decision cases, file by file.

    Raises:
        RequestError: A file is malformed.
    """
    where = folder or _locate_shipped() / "decisions"
    beside = _load_beside()
    cases = [
        _build_decision_case(case, name.removesuffix(".toml"), beside)
        for name, file in _read_files(where, DecisionFile)
        for case in file.case
    ]
    _check_names([case.name for case in cases])
    return cases


def load_tool_cases(folder: Traversable | None = None) -> list[ToolCase]:
    """Return the cases of choosing a tool, file by file.

    Raises:
        RequestError: A file is malformed.
    """
    where = folder or _locate_shipped() / "tools"
    cases = [
        _build_tool_case(case) for _, file in _read_files(where, ToolFile) for case in file.case
    ]
    _check_names([case.name for case in cases])
    return cases


def _locate_shipped() -> Traversable:
    return resources.files("mcp_mem0.evals") / "cases"


def _load_beside() -> list[str]:
    """Return the shipped facts that stand beside those of a case, about other people and things."""
    [(_, file)] = _read_files(_locate_shipped() / "beside", BesideFile)
    return file.fact


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


def _build_decision_case(
    case: DecisionCaseToml, category: str, beside: Sequence[str]
) -> DecisionCase:
    _check_case(case, beside)
    known = [_build_case_fact(name, known, case.name) for name, known in case.known.items()]
    known += [
        CaseFact(name=f"beside-{number}", text=text, said_at=LONG_KNOWN, is_beside=True)
        for number, text in enumerate(beside[: case.beside], start=1)
    ]
    return DecisionCase(
        name=case.name,
        category=category,
        why=case.why,
        now=_normalise_moment(case.now),
        language=case.language,
        known=tuple(known),
        earlier=tuple(_parse_message(message, case.name) for message in case.earlier),
        summary=case.summary,
        said=tuple(_parse_message(message, case.name) for message in case.said),
        content=case.content,
        replaces=tuple(case.replaces),
        replaces_as=case.replaces_as,
        facts=tuple(build_expected_fact(fact, case) for fact in case.facts),
        allowed=tuple(build_expected_fact(fact, case) for fact in case.allowed),
        closes=list_kinds(case.closes),
        may_close=list_kinds(case.may_close),
        may_grow={name: tuple(words) for name, words in case.may_grow.items()},
        repeats=tuple(case.repeats),
        never=tuple(case.never),
        answer=build_answer(case.answer, case),
        also_right=tuple(build_answer(answer, case) for answer in case.also_right),
    )


def _check_case(case: DecisionCaseToml, beside: Sequence[str]) -> None:
    """Refuse a case that names what it does not know.

    Raises:
        RequestError: It does.
    """
    load_language(case.language)
    named = [*case.closes, *case.may_close, *case.may_grow, *case.repeats, *case.replaces]
    named += [name for fact in case.facts for name in fact.updates]
    unknown = {*named} - case.known.keys()
    if unknown:
        raise RequestError(
            f"the case {case.name!r} closes {quote_value(sorted(unknown))}, which it does not know"
        )
    if bool(case.said) == (case.content is not None):
        raise RequestError(f"the case {case.name!r} needs either said or content")
    if case.beside > len(beside):
        raise RequestError(
            f"the case {case.name!r} wants {case.beside} facts beside it: there are {len(beside)}"
        )


def _build_case_fact(name: str, known: str | KnownFactToml, case: str) -> CaseFact:
    if isinstance(known, str):
        return CaseFact(name=name, text=known, said_at=LONG_KNOWN)
    return CaseFact(
        name=name,
        text=known.text,
        said_at=LONG_KNOWN if known.said_at is None else _normalise_moment(known.said_at),
        relations=tuple(parse_relation(each, f"the case {case!r}") for each in known.relations),
        is_shown=known.shown,
        start=parse_day(known.since, "start"),
        end=parse_day(known.until, "end"),
    )


def _build_tool_case(case: ToolCaseToml) -> ToolCase:
    unknown = {*case.calls, *case.never} - TOOLS - {NO_TOOL}
    if unknown:
        raise RequestError(
            f"the case {case.name!r} names the tool {quote_value(sorted(unknown))}; the tools are"
            f" {', '.join(sorted(TOOLS))} and {NO_TOOL}"
        )
    given = {
        "remember": case.remember,
        "recall": case.recall,
        "relate": case.relate,
        "forget": case.forget,
    }
    return ToolCase(
        name=case.name,
        why=case.why,
        said=tuple(_parse_message(message, case.name) for message in case.said),
        calls=tuple(case.calls),
        arguments={
            tool: build_argument_check(check) for tool, check in given.items() if check is not None
        },
        never=tuple(case.never),
    )


def _parse_message(given: str | MessageToml, case: str) -> Message:
    if isinstance(given, MessageToml):
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
    # An offset is kept: it says what day it was where this was said.
    return given.replace(tzinfo=UTC) if given.tzinfo is None else given

"""Loading recall sets from TOML files; each call is parsed as the tools parse it."""

import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Final

from pydantic import ValidationError

from mcp_mem0.domain.dates import format_day, parse_instant
from mcp_mem0.domain.errors import RequestError, quote_value
from mcp_mem0.domain.requests.caller import Caller
from mcp_mem0.domain.requests.limits import Limits
from mcp_mem0.domain.requests.model import RememberRequest
from mcp_mem0.domain.requests.parsing import parse_relate_request, parse_remember_request
from mcp_mem0.evals.recall.recall_set import RecallSet, SetQuestion, Telling
from mcp_mem0.evals.recall.set_tables import QuestionToml, RecallSetToml, TellingToml

SPACE: Final = "evaluation"
NOW: Final = datetime(2026, 9, 1, 12, tzinfo=UTC)
"""When the questions of a set are asked, unless it says when."""

WAIT_S: Final = 600.0


def load_recall_sets(
    folder: Traversable | None = None, *, only: str | None = None
) -> tuple[RecallSet, ...]:
    """Return the sets of a folder by name, or those that ship with the package.

    Args:
        folder: A folder of `.toml` files, or one such file; None is those that ship.
        only: The name of the only one to read.

    Raises:
        RequestError: There is no such set, or one is malformed; the message names the place.
    """
    where = folder or resources.files("mcp_mem0.evals") / "recall_sets"
    files = {file.name.removesuffix(".toml"): file for file in _list_files(where)}
    if not files:
        raise RequestError(f"there are no .toml files of recall sets in {where}: name another one")
    if only is not None and only not in files:
        raise RequestError(
            f"there is no recall set {quote_value(only)}: there are {', '.join(sorted(files))}"
        )
    chosen = [only] if only is not None else sorted(files)
    return tuple(parse_recall_set(name, _read_text(files[name])) for name in chosen)


def parse_recall_set(name: str, text: str) -> RecallSet:
    """Return the set that a file says.

    Args:
        name: The name of the file, without its ending.
        text: What it says.

    Raises:
        RequestError: It is no set; the message names the place.
    """
    try:
        file = RecallSetToml.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise RequestError(f"the recall set {name!r} is not TOML: {error}") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise RequestError(f"the recall set {name!r}: {where}: {first['msg']}") from error
    try:
        return _build_set(name, file)
    except RequestError as error:
        raise RequestError(f"the recall set {name!r}: {error}") from error


def _list_files(where: Traversable) -> list[Traversable]:
    if not where.is_dir():
        return [where] if where.is_file() and where.name.endswith(".toml") else []
    return [file for file in where.iterdir() if file.name.endswith(".toml")]


def _read_text(file: Traversable) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise RequestError(f"{file} is not UTF-8 text: save it as UTF-8") from error


def _build_set(name: str, file: RecallSetToml) -> RecallSet:
    _check_tellings(file.tell)
    now = NOW if file.now is None else parse_instant(file.now, name="now")
    tellings = tuple(_build_telling(telling, now) for telling in file.tell)
    requests = {telling.id: telling.request for telling in tellings}
    return RecallSet(
        name=name,
        title=file.title,
        now=now,
        noise=file.noise,
        tellings=tellings,
        questions=tuple(_build_question(asked, requests) for asked in file.ask),
    )


def _check_tellings(tellings: Sequence[TellingToml]) -> None:
    """Refuse a call that no tool takes, or one that names what was not told before.

    Raises:
        RequestError: There is one.
    """
    told: dict[str, TellingToml] = {}
    for telling in tellings:
        where = f"what {telling.id!r} tells"
        if telling.id in told:
            raise RequestError(f"two tellings have the id {telling.id!r}: rename one")
        given = (telling.content is not None, bool(telling.messages), telling.relation is not None)
        if sum(given) != 1:
            raise RequestError(f"{where} needs exactly one of content, messages and relation")
        if telling.tags and telling.relation is not None:
            raise RequestError(f"{where} is a relation, which has no tags: take them away")
        _check_known(telling.replaces, told, f"{where} replaces")
        if any(told[replaced].messages for replaced in telling.replaces):
            raise RequestError(f"{where} replaces messages: only a fact can be replaced")
        told[telling.id] = telling


def _check_known(ids: Iterable[str], known: Collection[str], where: str) -> None:
    unknown = [each for each in ids if each not in known]
    if unknown:
        raise RequestError(f"{where} {quote_value(unknown[0])}, which was not told: correct the id")


def _build_telling(telling: TellingToml, now: datetime) -> Telling:
    try:
        request = _parse_call(telling)
    except RequestError as error:
        raise RequestError(f"what {telling.id!r} tells: {error}") from error
    if request.said_at is not None and request.said_at > now + timedelta(days=1):
        raise RequestError(
            f"what {telling.id!r} tells is said on {telling.at}, after the questions are asked on"
            f" {format_day(now)}: correct one of them"
        )
    return Telling(id=telling.id, request=request, replaces=tuple(dict.fromkeys(telling.replaces)))


def _parse_call(telling: TellingToml) -> RememberRequest:
    session = telling.session or _choose_session(telling)
    caller = Caller(author=SPACE, session=session, space=SPACE, read_spaces=(SPACE,))
    if telling.relation is not None:
        subject, predicate, object_ = telling.relation
        related = parse_relate_request(
            caller=caller,
            limits=Limits(),
            subject=subject,
            predicate=predicate,
            object=object_,
            valid_from=telling.valid_from,
            valid_to=telling.valid_to,
            wait_s=WAIT_S,
        )
        said_at = None if telling.at is None else parse_instant(telling.at, name="at")
        return replace(related, said_at=said_at)
    return parse_remember_request(
        caller=caller,
        limits=Limits(),
        content=telling.content,
        messages=telling.messages,
        tags=telling.tags,
        said_at=telling.at,
        valid_from=telling.valid_from,
        valid_to=telling.valid_to,
        wait_s=WAIT_S,
    )


def _choose_session(telling: TellingToml) -> str:
    """Return one session for all that is told on a day, or one for a telling without a date."""
    return telling.id if telling.at is None else f"day {telling.at[: len('2026-01-31')]}"


def _build_question(asked: QuestionToml, requests: Mapping[str, RememberRequest]) -> SetQuestion:
    where = f"the question {quote_value(asked.question)}"
    _check_known(asked.expects, requests, f"{where} expects")
    _check_known(asked.below, requests, f"{where} has below")
    if bool(asked.expects) == (asked.kind == "unanswerable"):
        needed = (
            "expects something, which only an answerable one may"
            if asked.expects
            else ("expects nothing, which only an unanswerable one may")
        )
        raise RequestError(f"{where} {needed}: correct its kind or expects")
    both = set(asked.expects) & set(asked.below)
    if both:
        raise RequestError(f"{where} expects {min(both)!r} and has it below: take one away")
    question = SetQuestion(
        text=asked.question,
        kind=asked.kind,
        language=asked.language,
        expects=tuple(dict.fromkeys(asked.expects)),
        below=tuple(dict.fromkeys(asked.below)),
        passage=asked.passage.strip(),
    )
    if question.passage and not any(
        question.has_passage(message.content)
        for telling in question.expects
        for message in requests[telling].intake.all_messages
    ):
        raise RequestError(f"{where} has a passage that nothing says which it expects")
    return question

"""`mcp-mem0 list`: page through facts or messages, or count the names that facts have."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Annotated, get_args

import typer

from mcp_mem0.app.reads import READ_NAMES, READ_PAGE
from mcp_mem0.cli.invocation import Invocation, Json, get_invocation, print_answer
from mcp_mem0.cli.output.listings import describe_unknown_names, render_names, render_page
from mcp_mem0.domain.errors import RequestError, quote_value
from mcp_mem0.domain.rendering.browsing.pages import build_list_model, build_names_model
from mcp_mem0.domain.requests import parsing
from mcp_mem0.domain.requests.model import PAGE_SIZE_MAX, ListKind, NameKind


def list_(  # noqa: PLR0913 - one parameter per option
    context: typer.Context,
    *,
    what: Annotated[
        str | None,
        typer.Argument(
            metavar="what",
            help="facts, messages, tags, entities, sessions or authors; by default facts.",
        ),
    ] = None,
    messages: Annotated[
        bool, typer.Option("--messages", help="List messages, word for word, instead of facts.")
    ] = False,
    about: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Only what mentions this name, in any spelling."),
    ] = None,
    tag: Annotated[
        list[str] | None,
        typer.Option(metavar="TAG", help="Only with this tag; if repeated, with all of them."),
    ] = None,
    session: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Only from this session; may be repeated."),
    ] = None,
    by: Annotated[
        list[str] | None,
        typer.Option(
            metavar="AUTHOR",
            help="Only by this author (a subject matches with any client); may be repeated.",
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(metavar="WHEN", help="Said at or after: a date, 7d, yesterday, last week."),
    ] = None,
    until: Annotated[str | None, typer.Option(metavar="WHEN", help="Said at or before.")] = None,
    valid_at: Annotated[
        str | None, typer.Option(metavar="WHEN", help="What was true at this time.")
    ] = None,
    known_at: Annotated[
        str | None, typer.Option(metavar="WHEN", help="What was believed at this time.")
    ] = None,
    retired: Annotated[
        bool, typer.Option("--retired", help="Include what was replaced or forgotten.")
    ] = False,
    page: Annotated[int, typer.Option(metavar="NUMBER", help="The page to show.")] = 1,
    page_size: Annotated[
        int,
        typer.Option("--limit", "--page-size", metavar="COUNT", help="Most rows of a page."),
    ] = 20,
    json: Json = False,
) -> None:
    """Page through facts or messages, newest first; or through names, most used first.

    `list tags`, `list entities`, `list sessions` and `list authors` count the facts that have each.
    """
    run = get_invocation(context)
    kind = _parse_kind(what, messages=messages)
    if kind not in ("facts", "messages"):
        filters = {
            "--about": about,
            "--tag": tag,
            "--session": session,
            "--by": by,
            "--since": since,
            "--until": until,
            "--valid-at": valid_at,
            "--known-at": known_at,
            "--retired": retired,
        }
        _refuse_filters(kind, [name for name, value in filters.items() if value])
        _list_names(run, kind, page=page, page_size=page_size, json=json)
        return
    request = parsing.parse_list_request(
        kind,
        caller=run.terms.caller,
        limits=run.terms.limits,
        space=run.named_space,
        entity=about,
        tags=tag or (),
        sessions=session or (),
        authors=by or (),
        since=since,
        until=until,
        valid_at=valid_at,
        known_at=known_at,
        include_retired=retired,
        page=page,
        page_size=page_size,
        now=run.get_now(),
    )
    found = run.read(READ_PAGE, request)
    if not found.total:
        run.check_named_space()
    shown = [] if json else [render_page(found, messages=kind == "messages")]
    if not found.total and not json:
        shown += _explain_nothing(
            run, {"entities": [about or ""], "tags": tag, "sessions": session, "authors": by}
        )
    print_answer("\n".join(shown), build_list_model(found), as_json=json)


def _parse_kind(what: str | None, *, messages: bool) -> ListKind | NameKind:
    """Return what is to be listed.

    Raises:
        RequestError: There is no such list, or two are asked for.
    """
    if what is None:
        return "messages" if messages else "facts"
    if messages and what != "messages":
        raise RequestError(f"list {what} --messages asks for two lists: leave out one of them")
    match what:
        case "facts" | "messages" | "tags" | "entities" | "sessions" | "authors":
            return what
        case _:
            kinds = (*get_args(ListKind), *get_args(NameKind))
            near = get_close_matches(what, kinds, n=1)
            meant = f"did you mean {near[0]}?" if near else f"choose one of {', '.join(kinds)}"
            raise RequestError(
                f"there is no list of {quote_value(what)}: {meant} (to find something, use recall)"
            )


def _refuse_filters(kind: NameKind, given: Sequence[str]) -> None:
    if given:
        raise RequestError(
            f"list {kind} counts all open facts of the space: leave out {', '.join(given)}"
        )


def _explain_nothing(
    run: Invocation, given: Mapping[NameKind, Sequence[str] | None]
) -> Iterator[str]:
    """Say which names that were asked for no fact has, and what they may have meant."""
    for kind, names in given.items():
        asked = [*filter(None, names or ())]
        if asked:
            request = parsing.parse_names_request(
                kind, caller=run.terms.caller, space=run.named_space, page_size=PAGE_SIZE_MAX
            )
            yield from describe_unknown_names(run.read(READ_NAMES, request), asked)


def _list_names(run: Invocation, kind: NameKind, *, page: int, page_size: int, json: bool) -> None:
    request = parsing.parse_names_request(
        kind,
        caller=run.terms.caller,
        space=run.named_space,
        page=page,
        page_size=page_size,
    )
    found = run.read(READ_NAMES, request)
    if not found.total:
        run.check_named_space()
    shown = "" if json else render_names(found)
    print_answer(shown, build_names_model(found), as_json=json)

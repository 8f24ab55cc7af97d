"""`mcp-mem0 erase`: remove what was stored, for good, and prove it."""

import sys
from dataclasses import replace
from typing import Annotated

import typer
from pydantic import BaseModel

from mcp_mem0.cli.input.standard_input import read_word
from mcp_mem0.cli.invocation import (
    DryRun,
    Invocation,
    Json,
    WholeAuthor,
    WholeSession,
    get_invocation,
    print_answer,
)
from mcp_mem0.cli.output.terminal import write_error
from mcp_mem0.cli.parsing.exits import Exit
from mcp_mem0.domain.errors import RequestError
from mcp_mem0.domain.rendering import build_erase_model, render_erase_report
from mcp_mem0.domain.requests import parsing
from mcp_mem0.domain.requests.erase import EraseRequest
from mcp_mem0.domain.requests.model import ForgetQuery
from mcp_mem0.domain.requests.parsing.parse_erase import parse_erase_ids
from mcp_mem0.domain.results.erasure import EraseReport


class DueModel(BaseModel):
    """How many rows were erased because they were due, by space."""

    rows: dict[str, int]


def erase(  # noqa: PLR0913 - one parameter per option
    context: typer.Context,
    *,
    ids: Annotated[
        list[str] | None,
        typer.Argument(help="Facts (f_), messages (m_), or inputs and what came of them (e_)."),
    ] = None,
    session: WholeSession = None,
    by: WholeAuthor = None,
    since: Annotated[
        str | None, typer.Option(metavar="TIME", help="Erase what was said from then on.")
    ] = None,
    before: Annotated[
        str | None, typer.Option(metavar="TIME", help="Erase what was said up to then.")
    ] = None,
    query: Annotated[
        str | None,
        typer.Option(
            metavar="WORDS",
            help="Erase what `forget --query` lists; you are asked first; - reads stdin.",
        ),
    ] = None,
    whole_space: Annotated[
        bool, typer.Option("--whole-space", help="Erase all that the space holds.")
    ] = False,
    due: Annotated[
        bool, typer.Option("--due", help="Erase what is older than the retention settings keep it.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    dry_run: DryRun = False,
    json: Json = False,
) -> None:
    """Remove text from the store for good: rows, histories, indexes, older versions, hooks' files.

    Then it is looked for everywhere, and the report says what is left and what is out of reach.
    Exits with code 1 if anything is left of it, and with 2 if there was nothing to erase.
    """
    run = get_invocation(context)
    if due:
        _erase_due(run, as_json=json)
        return
    request = parsing.parse_erase_request(
        caller=run.terms.caller,
        limits=run.terms.limits,
        ids=ids or (),
        session=session,
        author=by,
        since=since,
        until=before,
        query=read_word(query, awaited="the words"),
        whole_space=whole_space,
        space=run.named_space,
        dry_run=dry_run,
    )
    if not dry_run and not yes:
        request = _confirm(run, request)
    report = _run_erase(run, request)
    print_answer(render_erase_report(report), build_erase_model(report), as_json=json)
    if not report.is_clean:
        sys.exit(Exit.FAULT)


def _erase_due(run: Invocation, *, as_json: bool) -> None:
    """Erase what the settings keep no longer, and say how much of which space that was.

    Raises:
        RequestError: The settings keep everything.
    """
    kept = run.settings.retention
    if not kept.excerpts_days and not kept.forgotten_days:
        raise RequestError(
            "nothing is ever due: set retention.excerpts_days or retention.forgotten_days"
        )
    counts = run.run_with_stored(lambda app: app.erase_due())
    lines = [
        f"In space {space}: erased {count:,} {'row' if count == 1 else 'rows'}."
        for space, count in counts.items()
    ]
    print_answer("\n".join(lines) or "Nothing was due.", DueModel(rows=counts), as_json=as_json)


def _run_erase(run: Invocation, request: EraseRequest) -> EraseReport:
    return run.run_with_stored(lambda app: app.erase(request))


def _confirm(run: Invocation, request: EraseRequest) -> EraseRequest:
    """Show what would go, ask, and return the request for just that.

    Raises:
        RequestError: Nobody is there to ask, or the answer is no.
    """
    if not sys.stdin.isatty():
        raise RequestError(
            "this erases for good: run it with --dry-run to see what, and with --yes to do it"
        )
    planned = _run_erase(run, replace(request, dry_run=True))
    write_error(render_erase_report(planned) + "\n")
    if not typer.confirm("Erase this for good?", default=False, err=True):
        raise RequestError("nothing was erased")
    if not isinstance(request.what, ForgetQuery):
        return request
    # By now the query may find something else.
    return replace(request, what=parse_erase_ids(planned.named, run.terms.limits))

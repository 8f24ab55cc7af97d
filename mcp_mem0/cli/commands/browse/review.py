"""`mcp-mem0 review`: show recent changes page by page, undo what is wrong, settle conflicts."""

import shlex
import sys
from typing import Annotated

import typer

from mcp_mem0.app.reads import READ_REVIEW
from mcp_mem0.cli.invocation import Invocation, Json, get_invocation, print_answer
from mcp_mem0.cli.output.receipts import format_command, print_receipt, wrap_except_commands
from mcp_mem0.cli.reviewing.acts import ReviewActs, parse_keep
from mcp_mem0.cli.reviewing.session import ReviewSession
from mcp_mem0.domain.errors import RequestError
from mcp_mem0.domain.rendering.browsing.reviews import build_review_model, render_review
from mcp_mem0.domain.requests import parsing
from mcp_mem0.domain.requests.model import ReviewRequest


def review(  # noqa: PLR0913 - one parameter per option
    context: typer.Context,
    *,
    since: Annotated[
        str, typer.Option(metavar="WHEN", help="Show changes since: 7d, 12h, 2w, or a date.")
    ] = "7d",
    page: Annotated[
        int, typer.Option(metavar="NUMBER", help="The page to show; the first has the newest.")
    ] = 1,
    limit: Annotated[
        int, typer.Option(metavar="COUNT", help="Most changes, and most conflicts, of a page.")
    ] = 20,
    undo: Annotated[
        int | None,
        typer.Option(metavar="NUMBER", min=1, help="Undo the change with this number."),
    ] = None,
    settle: Annotated[
        int | None,
        typer.Option(
            metavar="NUMBER",
            min=1,
            help="Settle the conflict with this number in the same review; with --keep.",
        ),
    ] = None,
    keep: Annotated[
        str | None,
        typer.Option(metavar="WHICH", help="What a settled conflict keeps: first, second or both."),
    ] = None,
    json: Json = False,
) -> None:
    """Show what is new, replaced, ended or in conflict, newest first.

    On a terminal it asks: a number undoes that change, c1 settles that conflict, Enter shows the
    next page. A change has the number that its space counts it by, which never becomes another's.
    """
    run = get_invocation(context)
    request = parsing.parse_review_request(
        caller=run.terms.caller,
        space=run.named_space,
        since=since,
        now=run.get_now(),
        page=page,
        limit=limit,
    )
    if (settle is None) != (keep is None):
        raise RequestError("--settle and --keep go together: --settle 1 --keep second")
    if undo is not None and settle is not None:
        raise RequestError("--undo and --settle are two acts: leave out one of them")
    acts = ReviewActs(run=run)
    if undo is not None:
        print_receipt(acts.undo(request.spaces, undo), as_json=json)
    elif settle is not None and keep is not None:
        receipt = acts.settle_numbered(request, settle, parse_keep(keep))
        print_receipt(receipt, as_json=json)
    elif not json and sys.stdin.isatty() and sys.stdout.isatty():
        ReviewSession(run=run, request=request).hold()
    else:
        _print_page(run, request, since=since, json=json)


def _print_page(run: Invocation, request: ReviewRequest, *, since: str, json: bool) -> None:
    found = run.read(READ_REVIEW, request)
    if not found.items:
        run.check_named_space()
    pages = ("--since", since, "--limit", str(request.limit))
    following = _build_command(run, *pages, "--page", str(request.page + 1))
    next_page = following if found.has_next_page else None
    text = wrap_except_commands(render_review(found, format_command))
    if found.page_doubts:
        act = _build_command(run, "--since", since, "--settle", "NUMBER", "--keep", "first")
        text += f"\nSettle a conflict (keep first, second or both): {act}"
    if next_page is not None:
        text += f"\nNext page: {next_page}"
    structure = build_review_model(found, format_command, next_page=next_page)
    print_answer(text, structure, as_json=json, can_be_pasted=True)


def _build_command(run: Invocation, *words: str) -> str:
    return shlex.join(["mcp-mem0", "review", *run.flags.list_words(), *words])

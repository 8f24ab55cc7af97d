"""`mcp-mem0 review`: show recent changes, and undo what is wrong."""

import sys
from functools import partial
from typing import Annotated

import typer

from mcp_mem0.app.reads import READ_REVIEW
from mcp_mem0.app.running import App
from mcp_mem0.cli.invocation import Invocation, Json, get_invocation, print_answer
from mcp_mem0.cli.output.receipts import format_command, print_receipt, wrap_except_commands
from mcp_mem0.cli.output.terminal import write
from mcp_mem0.domain.errors import RequestError
from mcp_mem0.domain.rendering.browse import build_review_model, render_review
from mcp_mem0.domain.requests import parsing
from mcp_mem0.domain.requests.model import ReviewRequest
from mcp_mem0.domain.results.receipts import Receipt
from mcp_mem0.domain.results.review import Review


def review(
    context: typer.Context,
    *,
    since: Annotated[
        str, typer.Option(metavar="WHEN", help="Show changes since: 7d, 12h, 2w, or a date.")
    ] = "7d",
    undo: Annotated[
        int | None,
        typer.Option(
            metavar="NUMBER",
            min=1,
            help="Undo the change with this number in the same review.",
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Show what is new, replaced, ended or in conflict; on a terminal, offer to undo by number."""
    run = get_invocation(context)
    request = parsing.parse_review_request(
        caller=run.terms.caller, space=run.named_space, since=since, now=run.get_now()
    )
    if undo is not None:
        receipt = run.run_with_stored(partial(_review_and_undo, run, request, undo))
        print_receipt(receipt, as_json=json)
        return
    found = run.read(READ_REVIEW, request)
    print_answer(
        wrap_except_commands(render_review(found, format_command)),
        build_review_model(found, format_command),
        as_json=json,
        can_be_pasted=True,
    )
    if found.items and not json and sys.stdin.isatty() and sys.stdout.isatty():
        _offer_undo(run, found)


def _offer_undo(run: Invocation, found: Review) -> None:
    write("Undo which number? (Enter: none) ")
    # Ctrl-D means none, too.
    answer = sys.stdin.readline().strip()
    if not answer:
        return
    if not answer.isdecimal():
        raise RequestError(f"{answer!r:.40} is not a number in the review: nothing was undone")
    receipt = run.run_with_stored(partial(_undo_item, run, found, int(answer)))
    print_receipt(receipt, as_json=False)


async def _review_and_undo(
    run: Invocation, request: ReviewRequest, number: int, app: App
) -> Receipt:
    return await _undo_item(run, await app.review(request), number, app)


async def _undo_item(run: Invocation, found: Review, number: int, app: App) -> Receipt:
    item = next((item for item in found.items if item.number == number), None)
    if item is None:
        raise RequestError(
            f"the review has no number {number}, only {len(found.items)} of them: nothing was"
            " undone"
        )
    request = parsing.parse_forget_request(
        caller=run.terms.caller, limits=run.terms.limits, undo=item.change, space=item.space
    )
    return await app.forget(request)

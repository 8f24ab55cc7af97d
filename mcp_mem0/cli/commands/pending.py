"""`mcp-mem0 pending`: what was remembered and is still to be decided."""

import json as jsons
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from mcp_mem0.cli.invocation import Json, invocation
from mcp_mem0.cli.receipts import command_text
from mcp_mem0.domain.errors import RequestError
from mcp_mem0.domain.moments import iso
from mcp_mem0.domain.rendering import receipt_text
from mcp_mem0.domain.rendering.quotation import quotation
from mcp_mem0.domain.text import shortened

if TYPE_CHECKING:
    from pydantic import JsonValue

    from mcp_mem0.app import App
    from mcp_mem0.services.pending import PendingEpisode

WORDS_CHARS_MAX = 100


def pending(
    context: typer.Context,
    *,
    ids: Annotated[
        list[str] | None, typer.Argument(help="With --settle: which episodes; else all.")
    ] = None,
    retry: Annotated[
        bool, typer.Option("--retry", help="Try them again now, whenever they are due.")
    ] = False,
    settle: Annotated[
        bool, typer.Option("--settle", help="Give up on the model: let the rules decide them.")
    ] = False,
    json: Json = False,
) -> None:
    """List what is still to be decided; --retry asks the model again, --settle the rules."""
    if retry and settle:
        raise RequestError("--retry and --settle exclude each other: give one of them")
    if ids and not settle:
        raise RequestError("ids are for --settle: without it all episodes are listed or retried")
    run = invocation(context)
    # All spaces of the store, unless one is named: what is stuck is rarely where one looks.
    named = (run.terms.caller.space,) if "space" in run.flags.values else None

    async def act(app: "App") -> tuple[list[str], "tuple[PendingEpisode, ...]"]:
        services = await app.services()
        spaces = named or tuple(await services.records.spaces())
        done: list[str] = []
        if retry:
            count = await services.deciding.pending.settle_due(spaces, is_asked_for=True)
            done.append(f"{count} decided")
        if settle:
            receipts = await services.deciding.pending.settle_by_rules(ids or (), spaces)
            done += [receipt_text(receipt, command_text) for receipt in receipts]
        return done, await services.deciding.pending.listed(spaces)

    done, left = run.with_stored(act)
    if json:
        shown = [_structure(each) for each in left]
        sys.stdout.write(jsons.dumps(shown, indent=2, ensure_ascii=False) + "\n")
        return
    listed = [line for each in left for line in _lines(each)] or ["Nothing is pending."]
    sys.stdout.write("\n".join([*done, *listed]) + "\n")


def _lines(each: "PendingEpisode") -> list[str]:
    episode = each.episode
    said_at = iso(episode.said_at.replace(microsecond=0))
    first = f"{episode.id}, space {episode.space}, said {said_at}, waits for {_waits_for(each)}"
    lines = [first, f"    {quotation(shortened(_words(each), WORDS_CHARS_MAX))}"]
    return [*lines, f"    {each.attempts[-1].why}"] if each.attempts else lines


def _waits_for(each: "PendingEpisode") -> str:
    who = "the model" if each.episode.awaits == "model" else "its turn"
    if not each.attempts:
        return who
    times = "once" if len(each.attempts) == 1 else f"{len(each.attempts)} times"
    due = iso(each.attempts[-1].retry_at.replace(microsecond=0))
    return f"{who}, which failed {times}; next try after {due}"


def _structure(each: "PendingEpisode") -> "dict[str, JsonValue]":
    last = each.attempts[-1] if each.attempts else None
    return {
        "episode": each.episode.id,
        "space": each.episode.space,
        "session": each.episode.session,
        "said_at": iso(each.episode.said_at),
        "waits_for": each.episode.awaits,
        "failed": len(each.attempts),
        "next_try": None if last is None else iso(last.retry_at),
        "why": None if last is None else last.why,
        "words": _words(each),
    }


def _words(each: "PendingEpisode") -> str:
    return " / ".join(message.content for message in each.episode.intake.all_messages)

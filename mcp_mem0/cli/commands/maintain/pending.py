"""`mcp-mem0 pending`: list, retry or settle pending episodes."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import tzinfo
from typing import TYPE_CHECKING, Annotated

import typer
from pydantic import Field

from mcp_mem0.cli.invocation import Full, Json, get_invocation, print_answer
from mcp_mem0.cli.output.receipts import format_command, format_receipt
from mcp_mem0.cli.output.wrapping import fit_terminal
from mcp_mem0.cli.parsing.exits import Exit
from mcp_mem0.domain.dates import format_moment
from mcp_mem0.domain.errors import RequestError
from mcp_mem0.domain.model.tombstones import FORGOTTEN
from mcp_mem0.domain.rendering import ReceiptModel, build_receipt_model
from mcp_mem0.domain.rendering.changes.change_words import format_local_minute
from mcp_mem0.domain.rendering.quoting import Output, escape_line_breaks, format_name, quote_text
from mcp_mem0.domain.results.receipts import Receipt
from mcp_mem0.domain.text.normalise import shorten

if TYPE_CHECKING:
    from mcp_mem0.app.running import App
    from mcp_mem0.services.settling.pending import PendingEpisode

WORDS_CHARS_MAX = 100


class WaitingModel(Output):
    """A pending episode, and why its last attempt failed."""

    episode: str
    space: str
    session: str
    said_at: str
    waits_for: str
    failed: int
    next_try: str | None = None
    needs_setting: bool = False
    why: str | None = None
    words: str


class PendingModel(Output):
    """The result of --retry or --settle, and the episodes that are still pending."""

    decided: int | None = None
    receipts: tuple[ReceiptModel, ...] | None = None
    pending: tuple[WaitingModel, ...]
    stranded: Annotated[
        int | None, Field(description="How many wait for a model where none is configured.")
    ] = None


def pending(  # noqa: PLR0913 - one parameter per option
    context: typer.Context,
    *,
    ids: Annotated[
        list[str] | None,
        typer.Argument(help="With --settle: the episodes to settle; default: all."),
    ] = None,
    retry: Annotated[
        bool, typer.Option("--retry", help="Retry now; after a bad answer, only what is due.")
    ] = False,
    settle: Annotated[
        bool, typer.Option("--settle", help="Give up on the model and let the rules decide.")
    ] = False,
    full: Full = False,
    json: Json = False,
) -> None:
    """List pending episodes; --retry asks the model again, --settle lets the rules decide.

    Exits with code 4 if --retry decided nothing of what is pending, or no model is configured.
    """
    if retry and settle:
        raise RequestError("--retry and --settle exclude each other: give only one")
    if ids and not settle:
        raise RequestError("ids need --settle: without it, all episodes are listed or retried")
    run = get_invocation(context)
    # All spaces unless one is named: a stuck episode may be in any of them.
    named = (run.terms.caller.space,) if "space" in run.flags.values else None

    async def run_pending(app: "App") -> "_PendingResult":
        services = await app.get_services()
        spaces = named or tuple(await services.records.list_spaces())
        waiting = services.deciding.pending
        decided = await waiting.settle_due(spaces, is_asked_for=True) if retry else None
        receipts = await waiting.settle_by_rules(ids or (), spaces) if settle else None
        left = await waiting.list_pending(spaces)
        return _PendingResult(decided, receipts, left, waiting.count_stranded(left))

    done = run.run_with_stored(run_pending)
    text = "\n".join(_render_result(done, run.settings.zone, full=full))
    print_answer(text, _build_model(done), as_json=json, can_be_pasted=True)
    if done.has_failed:
        sys.exit(Exit.MODEL)


@dataclass(frozen=True, slots=True)
class _PendingResult:
    """The count decided by --retry, the receipts of --settle, and what is still pending.

    `stranded` counts what waits for a model where none is configured.
    """

    decided: int | None
    receipts: list[Receipt] | None
    left: "tuple[PendingEpisode, ...]"
    stranded: int = 0

    @property
    def has_failed(self) -> bool:
        """Whether --retry decided nothing of what is pending, or a model is missing for some."""
        return self.decided is not None and bool(self.stranded or (self.left and not self.decided))


def _render_result(done: _PendingResult, zone: tzinfo, *, full: bool) -> Iterator[str]:
    if done.decided is not None:
        yield f"{done.decided} decided{': no model is configured' if done.stranded else ''}"
    yield from (format_receipt(receipt, full=full) for receipt in done.receipts or ())
    listed = [line for each in done.left for line in _render_episode(each, zone)] or [
        "Nothing is pending."
    ]
    yield fit_terminal("\n".join(listed))
    if done.stranded:
        yield fit_terminal(
            f"{done.stranded:,} of {len(done.left):,} wait for a model, and no model is configured:"
            " configure one, or run `mcp-mem0 pending --settle` to let the rules decide."
        )


def _render_episode(each: "PendingEpisode", zone: tzinfo) -> list[str]:
    episode = each.episode
    said_at = format_local_minute(episode.said_at, zone)
    space = format_name(episode.space)
    first = f"{episode.id}, space {space}, said {said_at}, waits for {_describe_wait(each, zone)}"
    lines = [first, f"    {quote_text(shorten(_join_messages(each), WORDS_CHARS_MAX))}"]
    return [*lines, f"    {escape_line_breaks(each.attempts[-1].why)}"] if each.attempts else lines


def _describe_wait(each: "PendingEpisode", zone: tzinfo) -> str:
    what = "the model" if each.episode.awaits == "model" else "its turn"
    if not each.attempts:
        return what
    times = "once" if len(each.attempts) == 1 else f"{len(each.attempts)} times"
    last = each.attempts[-1]
    due = format_local_minute(last.retry_at, zone)
    cause = "; fails until a setting is corrected" if last.is_lasting else ""
    return f"{what} (failed {times}; next retry after {due}{cause})"


def _build_model(done: _PendingResult) -> PendingModel:
    receipts = done.receipts
    return PendingModel(
        decided=done.decided,
        receipts=None
        if receipts is None
        else tuple(build_receipt_model(each, format_command) for each in receipts),
        pending=tuple(map(_build_waiting_model, done.left)),
        stranded=done.stranded or None,
    )


def _build_waiting_model(each: "PendingEpisode") -> WaitingModel:
    last = each.attempts[-1] if each.attempts else None
    return WaitingModel(
        episode=each.episode.id,
        space=each.episode.space,
        session=each.episode.session,
        said_at=format_moment(each.episode.said_at),
        waits_for=each.episode.awaits,
        failed=len(each.attempts),
        next_try=None if last is None else format_moment(last.retry_at),
        needs_setting=last is not None and last.is_lasting,
        why=None if last is None else last.why,
        words=_join_messages(each),
    )


def _join_messages(each: "PendingEpisode") -> str:
    said = (message.content for message in each.episode.intake.all_messages)
    return " / ".join(text if text.strip() else FORGOTTEN for text in said)

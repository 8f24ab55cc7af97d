"""`mcp-mem0 replay`: decide again with another model or prompt, and change nothing."""

import json as jsons
from typing import TYPE_CHECKING, Annotated

import typer
from pydantic import TypeAdapter

from mcp_mem0.cli.invocation import Json, invocation
from mcp_mem0.cli.output.progress import shown_progress
from mcp_mem0.cli.output.terminal import write
from mcp_mem0.cli.output.wrapping import fitting
from mcp_mem0.cli.parsing.exits import Exit
from mcp_mem0.domain.errors import ModelError, RequestError
from mcp_mem0.domain.rendering.quoting import quotation
from mcp_mem0.domain.results.replay_report import Replayed, Told
from mcp_mem0.domain.visible_text import strip_invisible

if TYPE_CHECKING:
    from mcp_mem0.app import App

LIMIT = 20
LIMIT_MAX = 10_000


def replay(
    context: typer.Context,
    *,
    ids: Annotated[
        list[str] | None, typer.Argument(help="Episodes; without any, the newest.")
    ] = None,
    limit: Annotated[
        int, typer.Option(metavar="COUNT", min=1, max=LIMIT_MAX, help="How many, newest first.")
    ] = LIMIT,
    json: Json = False,
) -> None:
    """Decide stored episodes again with the model and prompts of now; nothing is changed.

    Each is decided on what was believed just before it was decided the first time, and that is sent
    to the model again, without what was forgotten since. Try another model with --model-name, or
    the other pipeline with --model-pipeline. It costs tokens.
    """
    run = invocation(context)

    done: list[Replayed] = []

    async def act(app: "App") -> ModelError | None:
        services = await app.services()
        again = services.deciding.replay
        if again is None:
            raise RequestError(
                "replay needs a model: set ANTHROPIC_API_KEY, or model.base_url for a local one"
            )
        with shown_progress() as progress:
            # Without ids there may be fewer than the limit, so that no share can be told.
            task = progress.add_task("Deciding again", total=len(ids) if ids else None)
            space = run.terms.caller.space
            try:
                async for each in again.decided_again(space, ids=ids or (), limit=limit):
                    done.append(each)
                    progress.update(
                        task, advance=1, description=f"Deciding again: {len(done)} done"
                    )
            except ModelError as error:
                return error
        return None

    stopped_by = run.with_stored(act)
    if done or stopped_by is None:
        write(_as_json(done) if json else _as_text(done))
    if stopped_by is not None:
        # What was paid for is told before.
        raise stopped_by
    if done and all(each.failure is not None for each in done):
        raise typer.Exit(Exit.MODEL)


def _as_json(done: list[Replayed]) -> str:
    plain = TypeAdapter(list[Replayed]).dump_python(done, mode="json")
    return strip_invisible(jsons.dumps(plain, indent=2, ensure_ascii=False)) + "\n"


def _as_text(done: list[Replayed]) -> str:
    differing = ("\n".join(_lines(each)) for each in done if not each.is_same)
    parts = [*(fitting(lines) + "\n" for lines in differing), fitting(_summed(done))]
    return "\n".join(parts) + "\n"


def _lines(each: Replayed) -> list[str]:
    """Return what differs, as a comparison of two lists."""
    head = f"{each.episode} (change {each.change})"
    if each.failure is not None:
        return [f"{head}: {each.failure}"]
    before = {told.key: told for told in each.before}
    after = {told.key: told for told in each.after}
    gone = [f"  - {_line(told)}" for key, told in before.items() if key not in after]
    new = [f"  + {_line(told)}" for key, told in after.items() if key not in before]
    return [head, *gone, *new]


def _line(told: Told) -> str:
    about = f" {', '.join(sorted(told.about))}" if told.about else ""
    return f"{told.operation}{about}: {quotation(told.text)}"


def _summed(done: list[Replayed]) -> str:
    if not done:
        return "Nothing was decided there yet."
    same = sum(each.is_same for each in done)
    failed = sum(each.failure is not None for each in done)
    efforts = [each.would_be for each in done]
    tokens = sum(effort.tokens_in + effort.tokens_out for effort in efforts)
    models = (f"{each.model}, {each.prompt_version}" for each in efforts if each.model)
    by = next(models, "no decision")
    return (
        f"{len(done)} episodes: {same} decided the same, {len(done) - same - failed} otherwise,"
        f" {failed} not at all; {tokens:,} tokens with {by}. Nothing was changed."
    )

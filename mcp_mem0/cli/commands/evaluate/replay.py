"""`mcp-mem0 replay`: decide again with another model or prompt, without changing anything."""

import json as jsons
from typing import TYPE_CHECKING, Annotated

import typer
from pydantic import TypeAdapter

from mcp_mem0.cli.invocation import Json, get_invocation
from mcp_mem0.cli.output.progress import build_progress
from mcp_mem0.cli.output.terminal import write, write_json
from mcp_mem0.cli.output.wrapping import fit_terminal
from mcp_mem0.cli.parsing.exits import Exit
from mcp_mem0.config import SETUP_REMEDY
from mcp_mem0.domain.errors import ModelError, RequestError
from mcp_mem0.domain.rendering.quoting import quote_text
from mcp_mem0.domain.results.replay_report import OperationSummary, ReplayComparison
from mcp_mem0.domain.visible_text import strip_invisible

if TYPE_CHECKING:
    from mcp_mem0.app.running import App

LIMIT = 20
LIMIT_MAX = 10_000


def replay(
    context: typer.Context,
    *,
    ids: Annotated[list[str] | None, typer.Argument(help="Episodes; default: the newest.")] = None,
    limit: Annotated[
        int, typer.Option(metavar="COUNT", min=1, max=LIMIT_MAX, help="How many, newest first.")
    ] = LIMIT,
    json: Json = False,
) -> None:
    """Decide stored episodes again with the current model and prompts; nothing is changed.

    Each is decided on what was believed just before its first decision, without what was forgotten
    since; all that is sent to the model. Compare another model with --model-name, or the other
    pipeline with --model-pipeline. It costs tokens.
    """
    run = get_invocation(context)

    done: list[ReplayComparison] = []

    async def run_replay(app: "App") -> ModelError | None:
        services = await app.get_services()
        again = services.deciding.replay
        if again is None:
            raise RequestError(f"replay needs a model: {SETUP_REMEDY}")
        with build_progress() as progress:
            # Without ids there may be fewer than the limit, so the total is unknown.
            task = progress.add_task("Deciding again", total=len(ids) if ids else None)
            space = run.terms.caller.space
            try:
                async for each in again.decide_again(space, ids=ids or (), limit=limit):
                    done.append(each)
                    progress.update(
                        task, advance=1, description=f"Deciding again: {len(done)} done"
                    )
            except ModelError as error:
                return error
        return None

    stopped_by = run.run_with_stored(run_replay)
    if done or stopped_by is None:
        if json:
            write_json(_render_json(done))
        else:
            write(_render_text(done), for_person=True)
    if stopped_by is not None:
        # The decisions made until then are printed first: they were paid for.
        raise stopped_by
    if done and all(each.failure is not None for each in done):
        raise typer.Exit(Exit.MODEL)


def _render_json(done: list[ReplayComparison]) -> str:
    plain = TypeAdapter(list[ReplayComparison]).dump_python(done, mode="json")
    return strip_invisible(jsons.dumps(plain, indent=2, ensure_ascii=False))


def _render_text(done: list[ReplayComparison]) -> str:
    differing = ("\n".join(_render_difference(each)) for each in done if not each.is_same)
    parts = [*(fit_terminal(lines) + "\n" for lines in differing), fit_terminal(_summarise(done))]
    return "\n".join(parts) + "\n"


def _render_difference(each: ReplayComparison) -> list[str]:
    """Return the operations that differ, as a diff."""
    head = f"{each.episode} (change {each.change})"
    if each.failure is not None:
        return [f"{head}: {each.failure}"]
    before = {summary.key: summary for summary in each.before}
    after = {summary.key: summary for summary in each.after}
    removed = [f"  - {_format_operation(before[key])}" for key in before if key not in after]
    added = [f"  + {_format_operation(after[key])}" for key in after if key not in before]
    return [head, *removed, *added]


def _format_operation(summary: OperationSummary) -> str:
    about = f" {', '.join(sorted(summary.about))}" if summary.about else ""
    return f"{summary.operation}{about}: {quote_text(summary.text)}"


def _summarise(done: list[ReplayComparison]) -> str:
    if not done:
        return "There are no decided episodes yet."
    same = sum(each.is_same for each in done)
    failed = sum(each.failure is not None for each in done)
    efforts = [each.would_be for each in done]
    tokens = sum(effort.tokens_in + effort.tokens_out for effort in efforts)
    models = (f"{each.model}, {each.prompt_version}" for each in efforts if each.model)
    by = next(models, "no decision")
    return (
        f"{len(done)} episodes: {same} same, {len(done) - same - failed} different,"
        f" {failed} failed; {tokens:,} tokens with {by}. Nothing was changed."
    )

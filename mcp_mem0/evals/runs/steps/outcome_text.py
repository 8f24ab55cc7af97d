"""Telling how a command on a run ended, and how to go on."""

import shlex
from collections.abc import Iterator
from pathlib import Path

from mcp_mem0.evals.runs.steps.outcome import RunOutcome

PROGRAM = "mcp-mem0"


def render_outcome(outcome: RunOutcome, folder: Path) -> str:
    """Return what is lacking in a run, why, and the commands that go on."""
    return "\n".join(_list_lines(outcome, folder))


def _list_lines(outcome: RunOutcome, folder: Path) -> Iterator[str]:
    run, account = shlex.quote(str(folder)), outcome.account
    if outcome.mended:
        yield (
            f"An earlier command was killed while it wrote {' and '.join(outcome.mended)}; what was"
            " torn was made anew."
        )
    if account.tokens:
        yield f"{account.tokens:,} tokens were used."
    yield from (f"A model failed: {why}" for why in account.told)
    if not outcome.lacking.is_any:
        yield f"The run is whole. See it with\n  {PROGRAM} eval report {run}"
        return
    yield f"The run lacks {_count_lacking(outcome)}."
    if account.is_out_of_tokens:
        yield "It stopped at --tokens-max."
    elif account.is_model_gone:
        yield "It stopped, as the model cannot be asked."
    if outcome.has_model:
        yield f"To go on, run the same again, or\n  {PROGRAM} eval run --out {run}"
    else:
        yield (
            "No model is configured, so anybody may answer and judge by hand:\n"
            f"  {PROGRAM} eval answers {run} --export FOLDER\n"
            f"  {PROGRAM} eval answers {run} --import FOLDER"
        )


def _count_lacking(outcome: RunOutcome) -> str:
    lacking = outcome.lacking
    counts = {
        "searches": lacking.contexts,
        "answers": lacking.answers,
        "verdicts": lacking.verdicts,
    }
    return ", ".join(f"{count:,} {name}" for name, count in counts.items() if count)

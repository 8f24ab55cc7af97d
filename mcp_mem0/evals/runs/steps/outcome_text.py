"""Telling how a command on a run ended, and how to go on."""

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from mcp_mem0.evals.runs.steps.outcome import RunOutcome

_PROGRAM: Final = "mcp-mem0"


def render_outcome(outcome: RunOutcome, folder: Path) -> str:
    """Return what is lacking in a run, why, and the commands that go on."""
    return "\n".join(_list_lines(outcome, folder))


def _list_lines(outcome: RunOutcome, folder: Path) -> Iterator[str]:
    run = shlex.quote(str(folder))
    if outcome.mended:
        yield (
            f"An earlier command was killed while it wrote {' and '.join(outcome.mended)}; what was"
            " torn was made anew."
        )
    if outcome.tokens:
        yield f"{outcome.tokens:,} tokens were used."
    yield from (f"A model failed: {why}" for why in outcome.why)
    if outcome.is_whole:
        yield f"The run is whole. See it with\n  {_PROGRAM} eval report {run}"
        return
    yield f"The run lacks {_count_lacking(outcome)}."
    if outcome.stopped_by == "tokens":
        yield "It stopped at --tokens-max."
    elif outcome.stopped_by == "model":
        yield "It stopped, as the model cannot be asked."
    if outcome.has_model:
        yield f"To go on, run the same again, or\n  {_PROGRAM} eval run --out {run}"
    else:
        yield (
            "No model is configured, so anybody may answer and judge by hand:\n"
            f"  {_PROGRAM} eval answers {run} --export FOLDER\n"
            f"  {_PROGRAM} eval answers {run} --import FOLDER"
        )


def _count_lacking(outcome: RunOutcome) -> str:
    lacking = outcome.lacking
    counts = {
        "searches": lacking.contexts,
        "answers": lacking.answers,
        "verdicts": lacking.verdicts,
    }
    counted = [f"{count:,} {name}" for name, count in counts.items() if count]
    return ", ".join([*counted, *(f"a part of {name}" for name in outcome.unfinished)])

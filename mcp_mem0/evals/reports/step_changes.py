"""How answers change while conversations grow, on the questions that were asked at both steps.

A later step has other questions, about more, so its share of right answers alone does not show
whether memory gets worse.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

from mcp_mem0.evals.reports.run_material import split_checkpoint
from mcp_mem0.evals.reports.system_report import SystemRecords


@dataclass(frozen=True, slots=True, kw_only=True)
class StepChange:
    """The lenient verdicts on questions with an answer that were judged at two steps.

    Attributes:
        before: The earlier step, "NAME@STEP".
        now: The next one of the same system.
        pairs: How many questions.
        first: The share that was right, from 0 to 1.
        second: The share that is right now.
    """

    before: str
    now: str
    pairs: int
    first: float
    second: float


def list_step_changes(checkpoints: Sequence[SystemRecords]) -> Iterator[StepChange]:
    """Return what changed from each step to the next; none where no question was judged at both.

    Args:
        checkpoints: In their order, those of one system together.
    """
    for before, now in pairwise(checkpoints):
        if split_checkpoint(before.system)[0] != split_checkpoint(now.system)[0]:
            continue
        pairs = list(_pair_verdicts(before, now))
        if pairs:
            yield StepChange(
                before=before.system,
                now=now.system,
                pairs=len(pairs),
                first=fmean(first for first, _ in pairs),
                second=fmean(second for _, second in pairs),
            )


def _pair_verdicts(before: SystemRecords, now: SystemRecords) -> Iterator[tuple[bool, bool]]:
    for key, later in now.scored.items():
        earlier = before.scored.get(key)
        if earlier is None or earlier.lenient is None or later.lenient is None:
            continue
        if later.is_answerable:
            yield earlier.lenient, later.lenient

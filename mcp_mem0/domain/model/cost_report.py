"""The cost of models over a period, summed from the rows."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from mcp_mem0.domain.model.attempts import Attempt
from mcp_mem0.domain.model.changes import Change
from mcp_mem0.domain.model.summaries import Summary
from mcp_mem0.domain.usage import Usage


@dataclass(frozen=True, slots=True, kw_only=True)
class CostReport:
    """What models cost over a period.

    Attributes:
        decided: Episodes that a model decided.
        by_rules: Episodes that the rules decided.
        failed: Attempts that failed.
        summaries: Summaries that were written.
        usage: All of it together.
        by_model: Usage by model name; a failed attempt does not say which model it was.
    """

    decided_by_model: int = 0
    decided_by_rules: int = 0
    failed_attempts: int = 0
    summaries: int = 0
    usage: Usage = field(default_factory=Usage)
    by_model: tuple[tuple[str, Usage], ...] = ()


def build_cost_report(
    *, changes: Sequence[Change], attempts: Sequence[Attempt], summaries: Sequence[Summary]
) -> CostReport:
    """Return the cost that rows record."""
    decisions = [change for change in changes if change.act in {"remember", "relate"}]
    decided = [change for change in decisions if change.effort.model is not None]
    efforts = [row.effort for row in (*decisions, *attempts, *summaries)]
    by_model: dict[str, Usage] = {}
    for effort in efforts:
        if effort.model is not None:
            by_model[effort.model] = by_model.get(effort.model, Usage()) + effort.usage
    return CostReport(
        decided_by_model=len(decided),
        decided_by_rules=len(decisions) - len(decided),
        failed_attempts=len(attempts),
        summaries=len(summaries),
        usage=sum((effort.usage for effort in efforts), Usage()),
        by_model=tuple(sorted(by_model.items())),
    )

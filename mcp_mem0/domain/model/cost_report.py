"""What was spent on models, summed."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from mcp_mem0.domain.model.attempts import Attempt
from mcp_mem0.domain.model.changes import Change
from mcp_mem0.domain.model.summaries import Summary
from mcp_mem0.domain.usage import Usage


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """What a time cost.

    Attributes:
        decided: Episodes that a model decided.
        by_rules: Episodes that the rules decided.
        failed: Attempts that failed.
        summaries: Summaries that were written.
        usage: All of it together.
        by_model: What each model took, by its name; of a failed attempt nobody knows which.
    """

    decided: int = 0
    by_rules: int = 0
    failed: int = 0
    summaries: int = 0
    usage: Usage = field(default_factory=Usage)
    by_model: tuple[tuple[str, Usage], ...] = ()


def spent_on(
    *, changes: Sequence[Change], attempts: Sequence[Attempt], summaries: Sequence[Summary]
) -> Spent:
    """Return what rows say was spent."""
    decisions = [change for change in changes if change.act in {"remember", "relate"}]
    decided = [change for change in decisions if change.effort.model is not None]
    efforts = [row.effort for row in (*decisions, *attempts, *summaries)]
    by_model: dict[str, Usage] = {}
    for effort in efforts:
        if effort.model is not None:
            by_model[effort.model] = by_model.get(effort.model, Usage()) + effort.usage
    return Spent(
        decided=len(decided),
        by_rules=len(decisions) - len(decided),
        failed=len(attempts),
        summaries=len(summaries),
        usage=sum((effort.usage for effort in efforts), Usage()),
        by_model=tuple(sorted(by_model.items())),
    )

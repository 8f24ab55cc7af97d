"""Comparing two systems, or two runs, on the questions that both have answered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import fmean

from mcp_mem0.evals.scoring.answer_tally import group_answers
from mcp_mem0.evals.scoring.paired_tests import (
    bootstrap_interval,
    compute_mcnemar_p,
    compute_sign_flip_p,
)
from mcp_mem0.evals.scoring.scored_answers import ScoredAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class PairedDifference:
    """How the second system differs from the first in one measure.

    Attributes:
        pairs: On how many questions both were scored.
        first: The mean of the first, from 0 to 1.
        second: The mean of the second.
        interval: The 95 % interval of the difference, second minus first.
        p: How likely so large a difference is if neither is better, from 0 to 1, two-sided.
        gained: The questions on which the second scores higher; for verdicts, that it alone
            answers right.
        lost: Likewise the first.
    """

    pairs: int
    first: float
    second: float
    interval: tuple[float, float]
    p: float
    gained: tuple[str, ...]
    lost: tuple[str, ...]

    @property
    def difference(self) -> float:
        """Second minus first."""
        return self.second - self.first


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupComparison:
    """The differences on one group of questions; None where no question was scored for both."""

    group: str
    lenient: PairedDifference | None
    strict: PairedDifference | None
    f1: PairedDifference | None
    bleu_1: PairedDifference | None


def compare_systems(
    first: Sequence[ScoredAnswer], second: Sequence[ScoredAnswer]
) -> tuple[GroupComparison, ...]:
    """Compare the answers of two systems, group by group, where both have answered."""
    others = {each.key: each for each in second}
    shared = [each for each in first if each.key in others]
    return tuple(
        _compare_group(group, [(each, others[each.key]) for each in chosen])
        for group, chosen in group_answers(shared).items()
    )


def _compare_group(
    group: str, pairs: Sequence[tuple[ScoredAnswer, ScoredAnswer]]
) -> GroupComparison:
    return GroupComparison(
        group=group,
        lenient=_compare_verdicts(pairs, lambda each: each.lenient),
        strict=_compare_verdicts(pairs, lambda each: each.strict),
        f1=_compare_scores(pairs, lambda each: each.f1),
        bleu_1=_compare_scores(pairs, lambda each: each.bleu_1),
    )


def _compare_verdicts(
    pairs: Sequence[tuple[ScoredAnswer, ScoredAnswer]], read: Callable[[ScoredAnswer], bool | None]
) -> PairedDifference | None:
    return _compare(pairs, read, lambda gained, lost, _: compute_mcnemar_p(gained, lost))


def _compare_scores(
    pairs: Sequence[tuple[ScoredAnswer, ScoredAnswer]], read: Callable[[ScoredAnswer], float | None]
) -> PairedDifference | None:
    return _compare(pairs, read, lambda _, __, differences: compute_sign_flip_p(differences))


def _compare(
    pairs: Sequence[tuple[ScoredAnswer, ScoredAnswer]],
    read: Callable[[ScoredAnswer], float | None],
    compute_p: Callable[[int, int, Sequence[float]], float],
) -> PairedDifference | None:
    scored = [
        (before.key, one, other)
        for before, after in pairs
        if (one := read(before)) is not None and (other := read(after)) is not None
    ]
    if not scored:
        return None
    differences = [other - one for _, one, other in scored]
    gained = tuple(key for key, one, other in scored if other > one)
    lost = tuple(key for key, one, other in scored if other < one)
    return PairedDifference(
        pairs=len(scored),
        first=fmean(one for _, one, _ in scored),
        second=fmean(other for _, _, other in scored),
        interval=bootstrap_interval(differences),
        p=compute_p(len(gained), len(lost), differences),
        gained=gained,
        lost=lost,
    )

"""The figures of a system's answers: of each kind of question, and of all.

The kinds and `ANSWERABLE` count questions that have an answer, as the paper does; those without one
stand apart, under `UNANSWERABLE`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from mcp_mem0.evals.scoring.averages import compute_mean
from mcp_mem0.evals.scoring.scored_answers import ScoredAnswer
from mcp_mem0.evals.scoring.share import Share, count_share

ANSWERABLE: Final = "answerable"
UNANSWERABLE: Final = "unanswerable"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerTally:
    """The figures of some answers; None where there is nothing to count.

    Attributes:
        group: A kind of question, `ANSWERABLE` or `UNANSWERABLE`.
        answers: How many there are.
        lenient: The share that is right by the lenient rules, of those that were judged.
        strict: Likewise, by the strict rules.
        control_lenient: The share of vague answers, to the same questions, that passed as right.
        control_strict: Likewise.
        abstained: The share that says that it is not known: wrong of answerable questions, right of
            the others.
        f1: The mean, from 0 to 1.
        bleu_1: Likewise.
    """

    group: str
    answers: int
    lenient: Share | None
    strict: Share | None
    control_lenient: Share | None
    control_strict: Share | None
    abstained: Share | None
    f1: float | None
    bleu_1: float | None


def tally_groups(
    answers: Sequence[ScoredAnswer], control: Sequence[ScoredAnswer] = ()
) -> tuple[AnswerTally, ...]:
    """Return the figures of each group of answers that there is."""
    vague = {each.key: each for each in control}
    return tuple(
        _tally_group(group, chosen, [vague[each.key] for each in chosen if each.key in vague])
        for group, chosen in group_answers(answers).items()
    )


def group_answers(answers: Iterable[ScoredAnswer]) -> dict[str, list[ScoredAnswer]]:
    """Return the answers by kind of question, then all with an answer, then those without."""
    groups: dict[str, list[ScoredAnswer]] = {}
    totals: dict[str, list[ScoredAnswer]] = {ANSWERABLE: [], UNANSWERABLE: []}
    for each in answers:
        if each.is_answerable:
            groups.setdefault(each.category, []).append(each)
        totals[ANSWERABLE if each.is_answerable else UNANSWERABLE].append(each)
    return groups | {group: chosen for group, chosen in totals.items() if chosen}


def _tally_group(
    group: str, answers: Sequence[ScoredAnswer], vague: Sequence[ScoredAnswer]
) -> AnswerTally:
    return AnswerTally(
        group=group,
        answers=len(answers),
        lenient=_count_judged(each.lenient for each in answers),
        strict=_count_judged(each.strict for each in answers),
        control_lenient=_count_judged(each.lenient for each in vague),
        control_strict=_count_judged(each.strict for each in vague),
        abstained=count_share([each.is_abstention for each in answers]),
        f1=compute_mean(each.f1 for each in answers if each.f1 is not None),
        bleu_1=compute_mean(each.bleu_1 for each in answers if each.bleu_1 is not None),
    )


def _count_judged(verdicts: Iterable[bool | None]) -> Share | None:
    return count_share([verdict for verdict in verdicts if verdict is not None])

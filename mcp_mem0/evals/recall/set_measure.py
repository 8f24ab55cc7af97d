"""The figures of recall over a set, for each kind of question.

Recall at n is the share of what is expected among the first n memories; of more than n, the
most that fit count as all. The reciprocal rank is that of the first memory that is expected. Shares
are means over questions, in per cent.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from mcp_mem0.evals.recall.recall_set import QUESTION_KINDS, SetQuestion

ANSWERABLE: Final = "answerable"
UNANSWERABLE: Final = "unanswerable"

FIRST_FEW: Final = 5
FIRST_MANY: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class RecalledMemory:
    """A memory that was found for a question.

    Attributes:
        tellings: What was told that it comes from; none if it is noise.
        answers: Which of these the question expects, if it has the passage that answers.
    """

    text: str
    score: float
    tellings: frozenset[str] = frozenset()
    answers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionOutcome:
    """What was found for one question.

    Attributes:
        memories: Best first, as many as the ranking has.
        told: How many of the first of them are told by default settings.
        tokens: How many tokens that answer takes.
        is_unknown: Whether it says that nothing is known.
    """

    question: SetQuestion
    memories: tuple[RecalledMemory, ...]
    told: int
    tokens: int
    is_unknown: bool

    @property
    def is_first_right(self) -> bool:
        """Whether the first memory is one that is expected."""
        return bool(self.memories) and bool(self.memories[0].answers)

    @property
    def reciprocal_rank(self) -> float:
        """One over the place of the first memory that is expected, or 0."""
        return next(
            (1 / place for place, each in enumerate(self.memories, start=1) if each.answers), 0.0
        )

    @property
    def is_stale_above(self) -> bool:
        """Whether something that must stand below what is expected does not."""
        below = set(self.question.below)
        missing = set(self.question.expects)
        for memory in self.memories:
            if memory.tellings & below and not memory.answers and missing:
                return True
            missing -= memory.answers
        return False

    def compute_recall(self, count: int) -> float:
        """Return the share, from 0 to 1, of what is expected among the first memories."""
        found = frozenset[str]().union(*(each.answers for each in self.memories[:count]))
        return min(1.0, len(found) / min(count, len(self.question.expects)))


@dataclass(frozen=True, slots=True, kw_only=True)
class SetScores:
    """The figures of some questions, in per cent; None where none of them can have one.

    Attributes:
        group: What they have in common: their kind or language.
        told: The share of what is expected in the answer by default settings.
        stale: The share of questions, of those with something to stand below, in which it does not.
        unknown: The share of questions of which nothing is said to be known.
        tokens: The mean tokens of an answer.
    """

    group: str
    questions: int
    first: float | None
    recall_at_5: float | None
    recall_at_10: float | None
    reciprocal_rank: float | None
    told: float | None
    stale: float | None
    unknown: float
    tokens: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SetResult:
    """The outcomes of a set, and their figures.

    Attributes:
        title: Of the set, with what it stands beside.
        has_graph: Whether the graph was searched.
        scores: By kind, by language if there are several, and of all answerable questions.
    """

    name: str
    title: str
    has_graph: bool
    scores: tuple[SetScores, ...]
    outcomes: tuple[QuestionOutcome, ...]


def compute_set_scores(outcomes: Sequence[QuestionOutcome]) -> tuple[SetScores, ...]:
    """Return the figures by kind, by language if there are several, and of all answerable ones."""
    groups = _group_outcomes(outcomes)
    return tuple(compute_scores(group, chosen) for group, chosen in groups if chosen)


def _group_outcomes(
    outcomes: Sequence[QuestionOutcome],
) -> Iterator[tuple[str, list[QuestionOutcome]]]:
    answerable = [each for each in outcomes if each.question.expects]
    for kind in QUESTION_KINDS:
        yield kind, [each for each in answerable if each.question.kind == kind]
    languages = sorted({each.question.language or "" for each in answerable} - {""})
    if len(languages) > 1:
        for language in languages:
            yield language, [each for each in answerable if each.question.language == language]
    yield ANSWERABLE, answerable
    yield UNANSWERABLE, [each for each in outcomes if not each.question.expects]


def compute_scores(group: str, outcomes: Sequence[QuestionOutcome]) -> SetScores:
    """Return the figures of the outcomes of at least one question."""
    answerable = [each for each in outcomes if each.question.expects]
    with_below = [each for each in answerable if each.question.below]
    return SetScores(
        group=group,
        questions=len(outcomes),
        first=_compute_share(answerable, lambda each: each.is_first_right),
        recall_at_5=_compute_share(answerable, lambda each: each.compute_recall(FIRST_FEW)),
        recall_at_10=_compute_share(answerable, lambda each: each.compute_recall(FIRST_MANY)),
        reciprocal_rank=_compute_share(answerable, lambda each: each.reciprocal_rank),
        told=_compute_share(answerable, _compute_told_share),
        stale=_compute_share(with_below, lambda each: each.is_stale_above),
        unknown=_compute_share(outcomes, lambda each: each.is_unknown) or 0.0,
        tokens=sum(each.tokens for each in outcomes) / len(outcomes),
    )


def _compute_told_share(outcome: QuestionOutcome) -> float:
    told = frozenset[str]().union(*(each.answers for each in outcome.memories[: outcome.told]))
    return len(told) / len(outcome.question.expects)


def _compute_share(
    outcomes: Iterable[QuestionOutcome], measure: Callable[[QuestionOutcome], float]
) -> float | None:
    """Return the mean of a measure in per cent, or None of no outcome."""
    measures = [measure(each) for each in outcomes]
    return 100 * sum(measures) / len(measures) if measures else None

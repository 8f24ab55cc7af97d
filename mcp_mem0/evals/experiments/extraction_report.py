"""The values of the extraction experiment: what became of each known fact, and accuracies."""

from collections.abc import Iterable, Sequence
from typing import Literal, TypeAlias

from pydantic import BaseModel, ConfigDict

from mcp_mem0.domain.proportion import Proportion

KnownState: TypeAlias = Literal["found", "missed", "wrongly closed", "still open", "forgotten"]
"""What became of a known fact: it stands in the store as it should, it does not; it holds and is
closed; it has ended and is open; or somebody had it forgotten, so it counts for nothing."""


class _ExtractionValue(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class KnownFactResult(_ExtractionValue):
    """A known fact, and the row ids of the stored facts that are it.

    `is_held` says whether it holds at the end of the conversation.
    """

    id: str
    is_held: bool
    state: KnownState
    stored: tuple[str, ...]


class ExtractedFact(_ExtractionValue):
    """An open fact of the store, and the ids of the known facts that it is.

    If it is none, `about` is one that it is about, and `problem` what is wrong with it.
    """

    id: str
    text: str
    known: tuple[str, ...]
    about: str | None = None
    problem: str | None = None


class ExtractionAccuracy(_ExtractionValue):
    """The accuracy of extraction.

    Attributes:
        precision: Open facts of the store that are known ones, of all that are open.
        recall: Known facts that stand in the store as they should, of all that are known.
        wrong_closes: Known facts that hold and are closed, of all that hold.
        missed_closes: Known facts that have ended and are open, of all that have ended.
    """

    precision: Proportion
    recall: Proportion
    wrong_closes: Proportion
    missed_closes: Proportion

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall; None if one of them is of nothing."""
        precision, recall = self.precision.share, self.recall.share
        if precision is None or recall is None:
            return None
        both = precision + recall
        return 2 * precision * recall / both if both else 0.0

    def __add__(self, other: "ExtractionAccuracy") -> "ExtractionAccuracy":
        """Count the facts of both."""
        return ExtractionAccuracy(
            precision=self.precision + other.precision,
            recall=self.recall + other.recall,
            wrong_closes=self.wrong_closes + other.wrong_closes,
            missed_closes=self.missed_closes + other.missed_closes,
        )


NO_FACTS = ExtractionAccuracy(
    precision=Proportion(),
    recall=Proportion(),
    wrong_closes=Proportion(),
    missed_closes=Proportion(),
)


class ConversationExtraction(_ExtractionValue):
    """The accuracy over one conversation; `unmatched` are the open facts that are no known ones."""

    conversation: str
    language: str
    accuracy: ExtractionAccuracy
    known: tuple[KnownFactResult, ...]
    unmatched: tuple[ExtractedFact, ...]


class ExtractionReport(_ExtractionValue):
    """The accuracy of one construction, over all conversations and by their language."""

    construction: str
    overall: ExtractionAccuracy
    by_language: dict[str, ExtractionAccuracy]
    conversations: tuple[ConversationExtraction, ...]


def build_extraction_report(
    construction: str, conversations: Sequence[ConversationExtraction]
) -> ExtractionReport:
    """Return the accuracy of a construction over some conversations: each fact counts once."""
    languages = sorted({each.language for each in conversations})
    return ExtractionReport(
        construction=construction,
        overall=_sum(each.accuracy for each in conversations),
        by_language={
            language: _sum(each.accuracy for each in conversations if each.language == language)
            for language in languages
        },
        conversations=tuple(conversations),
    )


def measure_accuracy(
    known: Sequence[KnownFactResult], extracted: Sequence[ExtractedFact]
) -> ExtractionAccuracy:
    """Return the accuracy that the open facts of a store have; what was forgotten is left out."""
    counted = [each for each in known if each.state != "forgotten"]
    held = [each for each in counted if each.is_held]
    ended = [each for each in counted if not each.is_held]
    return ExtractionAccuracy(
        precision=_count(bool(each.known) for each in extracted),
        recall=_count(each.state == "found" for each in counted),
        wrong_closes=_count(each.state == "wrongly closed" for each in held),
        missed_closes=_count(each.state == "still open" for each in ended),
    )


def _count(flags: Iterable[bool]) -> Proportion:
    counted = list(flags)
    return Proportion(count=sum(counted), total=len(counted))


def _sum(accuracies: Iterable[ExtractionAccuracy]) -> ExtractionAccuracy:
    return sum(accuracies, NO_FACTS)

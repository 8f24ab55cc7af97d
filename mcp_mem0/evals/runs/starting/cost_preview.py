"""What the rest of a run will cost, part by part, as a table to show before it begins."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from mcp_mem0.domain.usage import Usage
from mcp_mem0.evals.datasets.dataset import LongConversation
from mcp_mem0.evals.experiments.growing.run_growth import estimate_growth, open_growth_records
from mcp_mem0.evals.runs.questions import KnownQuestions
from mcp_mem0.evals.runs.remaining import STRICTNESSES, RemainingWork
from mcp_mem0.evals.runs.starting.preparing import PreparedRun
from mcp_mem0.evals.runs.steps.experiments import EXTRACTION, GROWTH, QUESTIONS
from mcp_mem0.evals.systems.catalogue import find_systems, list_constructions
from mcp_mem0.evals.systems.cost import (
    estimate_answering,
    estimate_construction,
    estimate_context_tokens,
    estimate_judging,
)
from mcp_mem0.evals.systems.system import SystemSpec

_HEADINGS: Final = ("part", "calls", "tokens in", "tokens out")


@dataclass(frozen=True, slots=True, kw_only=True)
class CostPart:
    """One part of a run, and about what it will take."""

    name: str
    usage: Usage


@dataclass(frozen=True, slots=True, kw_only=True)
class CostPreview:
    """The parts that ask a model."""

    parts: tuple[CostPart, ...]

    @property
    def total(self) -> Usage:
        """All of it."""
        return sum((part.usage for part in self.parts), Usage())


def preview_cost(prepared: PreparedRun) -> CostPreview:
    """Return about what the rest of a run will take, at most; without a model that is nothing.

    Raises:
        RequestError: A file of the run cannot be read.
    """
    if prepared.plan.models.memory is None:
        return CostPreview(parts=())
    parts = (
        *_preview_building(prepared),
        *_preview_asking(prepared),
        *_preview_growth(prepared),
    )
    return CostPreview(parts=tuple(part for part in parts if part.usage.calls))


def render_cost_preview(preview: CostPreview) -> str:
    """Return a table of the parts, and what all of them take."""
    rows = [
        *(_format_cells(part.name, part.usage) for part in preview.parts),
        _format_cells("in all", preview.total),
    ]
    widths = [max(map(len, column)) for column in zip(_HEADINGS, *rows, strict=True)]
    return "\n".join(_format_line(row, widths) for row in (_HEADINGS, *rows))


def _preview_building(prepared: PreparedRun) -> Iterator[CostPart]:
    if not {QUESTIONS, EXTRACTION} & {*prepared.plan.experiments}:
        return
    done: dict[tuple[str, str], set[int]] = {}
    for each in prepared.folder.sessions.read():
        done.setdefault((each.conversation, each.construction), set()).add(each.session)
    for construction in list_constructions(find_systems(prepared.plan.systems)):
        usages = (
            estimate_construction(
                construction,
                conversation,
                recorded=done.get((conversation.name, construction.name), ()),
            )
            for conversation in prepared.dataset.conversations
        )
        yield CostPart(name=f"build {construction.name}", usage=sum(usages, Usage()))


def _preview_asking(prepared: PreparedRun) -> Iterator[CostPart]:
    answered = {
        (each.conversation, each.system, each.question) for each in prepared.folder.answers.read()
    }
    planned = prepared.plan.systems if QUESTIONS in prepared.plan.experiments else ()
    unjudged = len(_list_open_answers(prepared))
    for system in find_systems(planned):
        usage = Usage()
        for conversation in prepared.dataset.conversations:
            left = _list_left(prepared, system, conversation, answered)
            tokens = estimate_context_tokens(system, conversation, prepared.settings)
            usage += estimate_answering(tokens, len(left))
            unjudged += len(STRICTNESSES) * _count_answerable(conversation, left)
        yield CostPart(name=f"answer from {system.name}", usage=usage)
    yield CostPart(name="judge", usage=estimate_judging(unjudged))


def _preview_growth(prepared: PreparedRun) -> Iterator[CostPart]:
    if GROWTH in prepared.plan.experiments:
        recorded = tuple(open_growth_records(prepared.folder).read())
        usage = estimate_growth(prepared.dataset, prepared.plan, prepared.settings, recorded)
        yield CostPart(name="growth, as a whole", usage=usage)


def _list_open_answers(prepared: PreparedRun) -> Sequence[object]:
    return RemainingWork(prepared.folder, KnownQuestions(prepared.dataset)).list_answers()


def _list_left(
    prepared: PreparedRun,
    system: SystemSpec,
    conversation: LongConversation,
    answered: Collection[tuple[str, str, str]],
) -> list[str]:
    return [
        question
        for question in prepared.plan.questions[conversation.name]
        if (conversation.name, system.name, question) not in answered
    ]


def _count_answerable(conversation: LongConversation, ids: Collection[str]) -> int:
    chosen = {*ids}
    return sum(each.is_answerable for each in conversation.questions if each.id in chosen)


def _format_cells(name: str, usage: Usage) -> tuple[str, ...]:
    return (name, f"{usage.calls:,}", f"{usage.tokens_in:,}", f"{usage.tokens_out:,}")


def _format_line(row: Sequence[str], widths: Sequence[int]) -> str:
    name, *figures = row
    cells = [name.ljust(widths[0])]
    cells += [cell.rjust(width) for cell, width in zip(figures, widths[1:], strict=True)]
    return "  ".join(cells).rstrip()

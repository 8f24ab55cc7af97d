"""What a run left: its records, the data that they are about, and how it was made."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from pydantic import JsonValue

from mcp_mem0.evals.datasets.dataset import Dataset, DatasetQuestion
from mcp_mem0.evals.experiments.memory_drift import MemoryDrift
from mcp_mem0.evals.experiments.memory_signs import MemorySigns
from mcp_mem0.evals.runs.questions import AT
from mcp_mem0.evals.runs.records import (
    BuiltSession,
    BuiltStore,
    FoundContext,
    GivenAnswer,
    GivenVerdict,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunProvenance:
    """How a run was made.

    Attributes:
        name: What reports call the run.
        data: Where the data is, or the name of what ships.
        source: Its format.
        sha256: Of the data.
        program: The version of the program, and its commit where that is known.
        started: When, in ISO 8601.
        machine: What it ran on; "" if that is not known.
        models: Who did what, such as "answered by", as the records name them.
        prompts: The versions of the prompts, by what they are for.
        settings: The settings in force, without secrets.
    """

    name: str
    data: str
    source: str
    sha256: str
    program: str
    started: str
    machine: str = ""
    models: Mapping[str, str] = field(default_factory=dict[str, str])
    prompts: Mapping[str, str] = field(default_factory=dict[str, str])
    settings: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, kw_only=True)
class RunMaterial:
    """A run, whole or not.

    Attributes:
        systems: The names of the systems that were to be asked.
        dataset: The conversations that were chosen, with all their questions.
        asked: The questions to ask at the end of a conversation, each "conversation/question".
        experiments: The results of experiments by name, as they were written.
        signs: The signs of failure of the memories that were built, if they were measured.
        drift: How many decisions come out otherwise if they are made again, if that was measured.
    """

    provenance: RunProvenance
    dataset: Dataset
    systems: tuple[str, ...]
    asked: frozenset[str]
    sessions: tuple[BuiltSession, ...] = ()
    stores: tuple[BuiltStore, ...] = ()
    contexts: tuple[FoundContext, ...] = ()
    answers: tuple[GivenAnswer, ...] = ()
    verdicts: tuple[GivenVerdict, ...] = ()
    experiments: Mapping[str, JsonValue] = field(default_factory=dict[str, JsonValue])
    signs: tuple[MemorySigns, ...] = ()
    drift: tuple[MemoryDrift, ...] = ()

    @cached_property
    def questions(self) -> Mapping[str, DatasetQuestion]:
        """The questions by "conversation/question"."""
        return {
            f"{conversation.name}/{question.id}": question
            for conversation in self.dataset.conversations
            for question in conversation.questions
        }

    @cached_property
    def checkpoints(self) -> tuple[str, ...]:
        """The systems that were asked while a conversation grew, in order."""
        found = {each.system for each in (*self.contexts, *self.answers)}
        marked = (name for name in found if AT in name)
        return tuple(sorted(marked, key=_order_checkpoint))


def split_checkpoint(system: str) -> tuple[str, str]:
    """Return the name of a system and the checkpoint, "" if it is none."""
    name, _, checkpoint = system.partition(AT)
    return name, checkpoint


def _order_checkpoint(system: str) -> tuple[str | int, ...]:
    name, checkpoint = split_checkpoint(system)
    place, _, chat = checkpoint.partition("+")
    return name, *(int(number) if number.isdecimal() else 0 for number in (chat, place))

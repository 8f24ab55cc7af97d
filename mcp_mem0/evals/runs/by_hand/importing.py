"""Taking in what somebody has filled in: all that can be taken, and a word on every other line."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeAlias

from mcp_mem0.domain.errors import RequestError, quote_path, quote_value
from mcp_mem0.evals.runs.by_hand.filled_lines import (
    FilledAnswer,
    FilledVerdict,
    LineT,
    read_filled_lines,
)
from mcp_mem0.evals.runs.by_hand.open_lines import ANSWERS, VERDICTS, LineIds
from mcp_mem0.evals.runs.record_file import RecordFile, RecordT
from mcp_mem0.evals.runs.records import GivenAnswer, GivenVerdict
from mcp_mem0.evals.runs.remaining import STRICTNESSES
from mcp_mem0.evals.runs.run_folder import RunFolder
from mcp_mem0.evals.runs.steps.asking import choose_judge_version, choose_version

RecordKey: TypeAlias = tuple[str, ...]
"""What can have one answer, or one verdict, at a time."""


@dataclass(kw_only=True)
class FilledFileReport:
    """What became of the lines of one file; numbers are of lines, counted from 1.

    Attributes:
        taken: How many answers or verdicts are new.
        known: How many were taken in before.
        empty: Lines that are not filled in.
        faults: What is wrong with a line, and where.
    """

    file: str
    taken: int = 0
    known: int = 0
    empty: list[int] = field(default_factory=list[int])
    faults: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])


@dataclass(frozen=True, kw_only=True)
class HandImport:
    """Takes in files for a run whose folder is held.

    Attributes:
        by: Who filled them in.
        replaces: Whether an answer or verdict may take the place of another one.
    """

    folder: RunFolder
    by: str
    replaces: bool = False

    def import_folder(self, source: Path) -> list[FilledFileReport]:
        """Take in the files of a folder, or one file; those that are not there are passed over.

        Raises:
            RequestError: There is neither file, or it cannot be read; or the run cannot be.
            StoreError: The run cannot be written.
        """
        ids = LineIds(self.folder.read_plan().id)
        takers: dict[str, Callable[[Path, LineIds], FilledFileReport]] = {
            ANSWERS: self._import_answers,
            VERDICTS: self._import_verdicts,
        }
        files = [source / name for name in takers] if source.is_dir() else [source]
        chosen = [file for file in files if file.name in takers and file.is_file()]
        if not chosen:
            raise RequestError(
                f"there is neither {ANSWERS} nor {VERDICTS} in {quote_path(source)}: name the"
                " folder that --export wrote"
            )
        return [takers[file.name](file, ids) for file in chosen]

    def _import_answers(self, file: Path, ids: LineIds) -> FilledFileReport:
        asked = {
            ids.of_question(each): (each.conversation, each.system, each.question)
            for each in self.folder.contexts.read()
        }

        def expand(line: FilledAnswer) -> Iterator[GivenAnswer]:
            conversation, system, question = asked[line.id]
            answer = (line.answer or "").strip()
            if answer:
                yield GivenAnswer(
                    conversation=conversation,
                    system=system,
                    question=question,
                    answer=answer,
                    model=self.by,
                    version=choose_version(system),
                )

        intake = LineIntake(
            record=self.folder.answers,
            thing="question",
            known_ids=frozenset(asked),
            expand=expand,
            get_key=lambda each: (each.conversation, each.system, each.question),
            get_value=lambda each: each.answer,
            replaces=self.replaces,
        )
        return intake.take(file, FilledAnswer)

    def _import_verdicts(self, file: Path, ids: LineIds) -> FilledFileReport:
        given = {
            ids.of_answer(each.conversation, each.question, each.answer): each
            for each in self.folder.answers.read()
        }

        def expand(line: FilledVerdict) -> Iterator[GivenVerdict]:
            answer = given[line.id]
            verdicts = {"lenient": line.lenient, "strict": line.strict}
            for strictness in STRICTNESSES:
                is_right = verdicts[strictness]
                if is_right is not None:
                    yield GivenVerdict(
                        conversation=answer.conversation,
                        question=answer.question,
                        answer=answer.answer,
                        strictness=strictness,
                        is_right=is_right,
                        reason=(line.reason or "").strip(),
                        model=self.by,
                        version=choose_judge_version(strictness),
                    )

        intake = LineIntake(
            record=self.folder.verdicts,
            thing="answer to judge",
            known_ids=frozenset(given),
            expand=expand,
            get_key=lambda each: (each.conversation, each.question, each.answer, each.strictness),
            get_value=lambda each: each.is_right,
            replaces=self.replaces,
        )
        return intake.take(file, FilledVerdict)


@dataclass(frozen=True, kw_only=True)
class LineIntake(Generic[LineT, RecordT]):
    """Turns lines of one kind into records, and appends those that are new.

    Attributes:
        record: Where they are appended.
        thing: What a line is about, such as "question".
        known_ids: The ids of lines that a run can have written.
        expand: Returns the records of a line, none if it is not filled in.
        get_key: Returns what a record is of.
        get_value: Returns what it says of that.
        replaces: Whether a record may say something else than an earlier one.
    """

    record: RecordFile[RecordT]
    thing: str
    known_ids: frozenset[str]
    expand: Callable[[LineT], Iterator[RecordT]]
    get_key: Callable[[RecordT], RecordKey]
    get_value: Callable[[RecordT], str | bool]
    replaces: bool

    def take(self, file: Path, kind: type[LineT]) -> FilledFileReport:
        """Take in a file.

        Raises:
            RequestError: It, or the run, cannot be read.
            StoreError: The run cannot be written.
        """
        report = FilledFileReport(file=file.name)
        earlier = {self.get_key(each): self.get_value(each) for each in self.record.read()}
        for number, line in read_filled_lines(file, kind):
            if isinstance(line, str):
                report.faults.append((number, line))
            elif line.id not in self.known_ids:
                unknown = (
                    f"this run has no {self.thing} with the id {quote_value(line.id)}: leave ids as"
                    " its own --export wrote them"
                )
                report.faults.append((number, unknown))
            elif filled := list(self.expand(line)):
                self._append(filled, number, earlier, report)
            else:
                report.empty.append(number)
        return report

    def _append(
        self,
        filled: Sequence[RecordT],
        number: int,
        earlier: dict[RecordKey, str | bool],
        report: FilledFileReport,
    ) -> None:
        for each in filled:
            key, value = self.get_key(each), self.get_value(each)
            before = earlier.get(key)
            if before == value:
                report.known += 1
            elif before is not None and not self.replaces:
                was = f"it has {quote_value(before)} already, and not {quote_value(value)}"
                report.faults.append((number, f"{was}: import it with --replace to change it"))
            else:
                self.record.append(each)
                earlier[key] = value
                report.taken += 1

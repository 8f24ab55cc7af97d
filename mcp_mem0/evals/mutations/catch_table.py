"""`CatchTable`: how many spoilt answers a checker catches, and how many right ones it lets be."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mcp_mem0.evals.checking.case_faults import CaseChecker
from mcp_mem0.evals.deciding.decision_cases import CaseFault, DecisionCase
from mcp_mem0.evals.mutations.answer_mutations import ALL_MUTATIONS, list_mutants


@dataclass(frozen=True, slots=True, kw_only=True)
class CatchRow:
    """One way to spoil an answer: how often it was done and noticed, and where it was not."""

    mutation: str
    tried: int
    caught: int
    missed_in: tuple[str, ...]

    @property
    def share(self) -> float:
        """The share that was noticed."""
        return self.caught / self.tried if self.tried else 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FalseAlarm:
    """A right answer in which the checker finds a fault."""

    case: str
    text: str
    faults: tuple[CaseFault, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CatchTable:
    """What the checker of the cases can tell.

    Attributes:
        cases: How many cases there are.
        rows: The share of spoilt answers caught, by how they were spoilt.
        paraphrases: How many further right answers the cases have.
        false_alarms: Right answers that it takes for wrong.
    """

    cases: int
    rows: tuple[CatchRow, ...]
    paraphrases: int
    false_alarms: tuple[FalseAlarm, ...]


def build_catch_table(cases: Sequence[DecisionCase]) -> CatchTable:
    """Return what the checker tells of the right answers of some cases, and of spoilt ones."""
    tried: Counter[str] = Counter()
    caught: Counter[str] = Counter()
    missed: dict[str, list[str]] = {name: [] for name in ALL_MUTATIONS}
    for case in cases:
        checker = CaseChecker(case)
        for mutant in list_mutants(case):
            tried[mutant.mutation] += 1
            if checker.find_faults(mutant.answer):
                caught[mutant.mutation] += 1
            else:
                missed[mutant.mutation].append(case.name)
    return CatchTable(
        cases=len(cases),
        rows=tuple(
            CatchRow(
                mutation=name,
                tried=tried[name],
                caught=caught[name],
                missed_in=tuple(dict.fromkeys(missed[name])),
            )
            for name in ALL_MUTATIONS
        ),
        paraphrases=sum(len(case.also_right) for case in cases),
        false_alarms=tuple(_list_false_alarms(cases)),
    )


def _list_false_alarms(cases: Sequence[DecisionCase]) -> Iterable[FalseAlarm]:
    for case in cases:
        checker = CaseChecker(case)
        for answer in (case.answer, *case.also_right):
            faults = checker.find_faults(answer)
            if faults:
                text = " ".join(operation.text for operation in answer)
                yield FalseAlarm(case=case.name, text=text, faults=faults)


def render_catch_table(table: CatchTable) -> str:
    """Return the table as text, with the cases where a spoilt answer passes."""
    width = max(len(row.mutation) for row in table.rows)
    alarms = len(table.false_alarms)
    right = table.cases + table.paraphrases
    head = (
        f"{right - alarms} of {right} right answers pass: {table.cases} as the cases give them,"
        f" {table.paraphrases} in other words"
    )
    return "\n".join(
        [
            head,
            *(
                f"- {alarm.case}: {fault.kind}: {fault.detail}"
                for alarm in table.false_alarms
                for fault in alarm.faults
            ),
            "",
            f"{'spoilt answers':{width}}  tried  caught  share",
            *(_render_row(row, width) for row in table.rows),
        ]
    )


def _render_row(row: CatchRow, width: int) -> str:
    missed = f"  not in {', '.join(row.missed_in[:3])}" if row.missed_in else ""
    more = f" and {len(row.missed_in) - 3} more" if len(row.missed_in) > 3 else ""  # noqa: PLR2004
    share = f"{row.share:6.1%}" if row.tried else "     -"
    return f"{row.mutation:{width}}  {row.tried:5}  {row.caught:6}  {share}{missed}{more}"

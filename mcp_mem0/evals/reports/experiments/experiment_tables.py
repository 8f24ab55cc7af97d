"""The tables of the experiments of a run, from what each wrote."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final, TypeAlias, TypeVar

from pydantic import BaseModel, JsonValue, ValidationError

from mcp_mem0.evals.experiments.clients.client_rounds import ClientsResult
from mcp_mem0.evals.experiments.growing.growth_curve import GrowthCurve
from mcp_mem0.evals.experiments.run_extraction import ExtractionReports
from mcp_mem0.evals.reports.experiments.clients_tables import list_clients_tables
from mcp_mem0.evals.reports.experiments.extraction_tables import list_extraction_tables
from mcp_mem0.evals.reports.experiments.growth_tables import list_growth_tables
from mcp_mem0.evals.reports.experiments.value_tables import list_value_tables
from mcp_mem0.evals.reports.figure_table import FigureTable

ResultT = TypeVar("ResultT", bound=BaseModel)
ListTables: TypeAlias = Callable[[JsonValue], Iterator[FigureTable]]


def list_experiment_tables(experiments: Mapping[str, JsonValue]) -> Iterator[FigureTable]:
    """Return the tables of each experiment; of one that another version wrote, all its values."""
    for name, value in experiments.items():
        try:
            tables = list(_TABLES[name](value)) if name in _TABLES else None
        except ValidationError:
            tables = None
        yield from list_value_tables(name, value) if tables is None else tables


def _read(
    kind: type[ResultT], list_tables: Callable[[ResultT], Iterator[FigureTable]]
) -> ListTables:
    # Tuples are lists in JSON, so the types of JSON are checked, not those of Python.
    return lambda value: list_tables(kind.model_validate(value))


_TABLES: Final[Mapping[str, ListTables]] = {
    "clients": _read(ClientsResult, list_clients_tables),
    "extraction": _read(ExtractionReports, list_extraction_tables),
    "growth": _read(GrowthCurve, list_growth_tables),
}

"""How a run was made, line by line."""

from collections.abc import Iterator

from mcp_mem0.evals.reports.run_report import RunReport


def list_provenance(report: RunReport) -> Iterator[tuple[str, str]]:
    """Return the name and the value of each thing that is known about how a run was made."""
    made = report.provenance
    yield "data", f"{made.data}, in the format of {made.source}"
    yield "sha-256", made.sha256
    yield "program", made.program
    yield "begun", made.started
    if made.machine:
        yield "on", made.machine
    yield from made.models.items()
    for name, version in made.prompts.items():
        yield f"prompt {name}", version
    given = [f"{name} {value}" for name, value in made.settings.items() if value]
    if given:
        yield "settings", ", ".join(given)

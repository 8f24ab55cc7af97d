"""`mcp-mem0 doctor`: check the installation and say how to fix it."""

import sys
from dataclasses import replace
from typing import Annotated

import typer
from pydantic import BaseModel

from mcp_mem0.cli.doctor.finding import Finding, FindingState
from mcp_mem0.cli.invocation import Json, get_invocation, print_answer
from mcp_mem0.cli.output.terminal import write
from mcp_mem0.cli.output.wrapping import fit_terminal
from mcp_mem0.cli.parsing.exits import Exit
from mcp_mem0.domain.text.escapes import escape_unprintable_lines

_MARKS: dict[FindingState, str] = {
    "good": "ok  ",
    "untried": "?   ",
    "warning": "warn",
    "fault": "BAD ",
}


class DoctorModel(BaseModel):
    """All findings."""

    findings: list[Finding]


def doctor(
    context: typer.Context,
    *,
    ask: Annotated[
        bool,
        typer.Option(
            "--ask/--no-ask",
            help="Ask the model a short question, which costs a few tokens; or send it nothing.",
        ),
    ] = True,
    json: Json = False,
) -> None:
    """Check versions, settings, store, lock, indexes, models and clients, and say what to fix.

    It starts the entries that install wrote into clients, as a client would. Any other entry is
    shown, and started only if you agree.

    Exits with code 1 if anything is broken.
    """
    # Imported here: `serve` must not load what is checked.
    from mcp_mem0.cli.doctor import list_checks, run_checks  # noqa: PLC0415

    found: list[Finding] = []
    may_ask = not json and sys.stdin.isatty() and sys.stdout.isatty()
    run = replace(get_invocation(context), may_ask=may_ask)
    for finding in run_checks(run, list_checks(asks_model=ask)):
        found.append(finding)
        if not json:
            write(fit_terminal(_format_finding(finding)) + "\n", for_person=True)
    if json:
        print_answer("", DoctorModel(findings=found), as_json=True)
    if any(finding.state == "fault" for finding in found):
        sys.exit(Exit.FAULT)


def _format_finding(finding: Finding) -> str:
    remedy = f"\n      → {finding.remedy}" if finding.remedy else ""
    # A project's file chooses its server's name and command, so neither is trusted.
    return escape_unprintable_lines(
        f"{_MARKS[finding.state]}  {finding.topic}: {finding.said}{remedy}"
    )

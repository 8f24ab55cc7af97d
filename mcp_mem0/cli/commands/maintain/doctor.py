"""`mcp-mem0 doctor`: is everything in order, and what to do if not."""

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

_MARKS: dict[FindingState, str] = {"good": "ok  ", "warning": "look", "fault": "BAD "}


class DoctorModel(BaseModel):
    """All that was looked at."""

    findings: list[Finding]


def doctor(
    context: typer.Context,
    *,
    ask: Annotated[
        bool,
        typer.Option("--ask", help="Also ask the model a short question; costs a few tokens."),
    ] = False,
    json: Json = False,
) -> None:
    """Look at versions, settings, store, lock, indexes and models, and say what to do.

    Of what clients would start, it starts what install wrote; it shows all else, and asks first.

    Ends with exit code 1 if anything is broken.
    """
    # Not at the top: `serve` would load all that is looked at.
    from mcp_mem0.cli.doctor import CHECKS, run_checks  # noqa: PLC0415
    from mcp_mem0.cli.doctor.models import asked_model  # noqa: PLC0415

    checks = (*CHECKS, asked_model) if ask else CHECKS
    found: list[Finding] = []
    may_ask = not json and sys.stdin.isatty() and sys.stdout.isatty()
    for finding in run_checks(replace(get_invocation(context), may_ask=may_ask), checks):
        found.append(finding)
        if not json:
            write(fit_terminal(_format_finding(finding)) + "\n")
    if json:
        print_answer("", DoctorModel(findings=found), as_json=True)
    if any(finding.state == "fault" for finding in found):
        sys.exit(Exit.FAULT)


def _format_finding(finding: Finding) -> str:
    remedy = f"\n      → {finding.remedy}" if finding.remedy else ""
    # A project's file has a say in what its server is called and what it starts.
    return escape_unprintable_lines(
        f"{_MARKS[finding.state]}  {finding.topic}: {finding.said}{remedy}"
    )

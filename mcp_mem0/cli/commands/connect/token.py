"""`mcp-mem0 token`: who may use the server over HTTP."""

import json as jsons
import secrets
from datetime import datetime, timedelta
from functools import partial
from typing import Annotated, Final

import anyio
import typer

from mcp_mem0.app.clock import get_utc_now
from mcp_mem0.app.tokens import build_token_file
from mcp_mem0.cli.invocation import Json, get_invocation
from mcp_mem0.cli.output.tables import render_table
from mcp_mem0.cli.output.terminal import write, write_error, write_json
from mcp_mem0.cli.parsing.flags import EVERYWHERE
from mcp_mem0.cli.parsing.help import Command, Group
from mcp_mem0.domain.access import RIGHTS, Grant, create_grant, parse_access
from mcp_mem0.domain.dates import format_moment

DAYS: Final = 90
DAYS_MAX: Final = 3_650

tokens = typer.Typer(
    cls=Group,
    help="Create, list and revoke the tokens that `serve --http` requires.",
    no_args_is_help=True,
)


@tokens.command(cls=Command, epilog=EVERYWHERE)
def create(  # noqa: PLR0913 - one parameter per option
    context: typer.Context,
    *,
    subject: Annotated[str, typer.Argument(help="Its owner: a person or a program.")],
    spaces: Annotated[
        str,
        typer.Option(
            metavar="NAMES",
            help="Its spaces, separated by commas; the first is the one written to.",
        ),
    ],
    right: Annotated[
        str,
        typer.Option(
            metavar="RIGHT",
            help=f"One of {', '.join(RIGHTS)}: read recalls, write also remembers and corrects,"
            " forget also forgets and undoes, erase also removes for good.",
        ),
    ] = "write",
    days: Annotated[
        int,
        typer.Option(metavar="DAYS", min=1, max=DAYS_MAX, help="Its lifetime in days."),
    ] = DAYS,
    json: Json = False,
) -> None:
    """Create a token and print it once; only its digest is stored."""
    access = parse_access(subject, [part.strip() for part in spaces.split(",")], right)
    now = _get_now()
    token, grant = create_grant(
        access,
        now=now,
        expires_at=now + timedelta(days=days),
        random_id=secrets.token_hex(6),
        random_secret=secrets.token_urlsafe(32),
    )
    anyio.run(build_token_file(get_invocation(context).settings).add, grant)
    if json:
        _print_json({"token": token, **_describe_token(grant, now)})
    else:
        write_error("Save it now: it is not shown again.\n")
        write(token + "\n")


@tokens.command("list", cls=Command, epilog=EVERYWHERE)
def list_(context: typer.Context, *, json: Json = False) -> None:
    """List all tokens without their secrets."""
    now = _get_now()
    grants = build_token_file(get_invocation(context).settings).list_grants()
    if json:
        _print_json([_describe_token(grant, now) for grant in grants])
        return
    rows = [
        (
            grant.id,
            grant.access.subject,
            ", ".join(grant.access.spaces),
            grant.access.right,
            _describe_state(grant, now),
            "never" if grant.expires_at is None else format_moment(grant.expires_at),
        )
        for grant in grants
    ]
    table = render_table(("id", "subject", "spaces", "right", "state", "until"), rows)
    write(f"{table}\n" if grants else "There are no tokens.\n", for_person=True)


@tokens.command(cls=Command, epilog=EVERYWHERE)
def revoke(
    context: typer.Context,
    *,
    name: Annotated[str, typer.Argument(help="Id of a token, or a subject for all of its tokens.")],
    json: Json = False,
) -> None:
    """Revoke a token or all tokens of a subject; running servers notice within two seconds."""
    file = build_token_file(get_invocation(context).settings)
    now = _get_now()
    ended = anyio.run(partial(file.revoke, name, at=now))
    if json:
        _print_json([_describe_token(grant, now) for grant in ended])
        return
    for grant in ended:
        write(f"Revoked {grant.id} of {grant.access.subject}.\n", for_person=True)


def _get_now() -> datetime:
    # An expiry needs no microseconds.
    return get_utc_now().replace(microsecond=0)


def _describe_token(grant: Grant, now: datetime) -> dict[str, str | list[str] | None]:
    return {
        "id": grant.id,
        "subject": grant.access.subject,
        "spaces": list(grant.access.spaces),
        "right": grant.access.right,
        "state": _describe_state(grant, now),
        "created": format_moment(grant.created_at),
        "until": None if grant.expires_at is None else format_moment(grant.expires_at),
    }


def _describe_state(grant: Grant, now: datetime) -> str:
    if grant.revoked_at is not None:
        return "revoked"
    return "valid" if grant.is_valid(now) else "expired"


def _print_json(value: object) -> None:
    write_json(jsons.dumps(value, indent=2, ensure_ascii=False))

"""The checks of `mcp-mem0 doctor`; each returns its findings.

To add a check, write a function like those here and add it to `list_checks` with its topic.
The rows are not checked here: that is `mcp-mem0 check`.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TypeAlias

from mcp_mem0.cli.doctor.backups import check_backups
from mcp_mem0.cli.doctor.clients import check_clients, check_hooks
from mcp_mem0.cli.doctor.finding import Finding
from mcp_mem0.cli.doctor.installation import check_settings, check_versions
from mcp_mem0.cli.doctor.models import check_embedder, check_model
from mcp_mem0.cli.doctor.storage import check_contents, check_store
from mcp_mem0.cli.invocation import Invocation
from mcp_mem0.domain.errors import Mem0Error, SettingsError

Check: TypeAlias = Callable[[Invocation], list[Finding]]
"""Checks one thing. A Mem0Error that it raises is reported as a fault."""


def list_checks(*, asks_model: bool) -> list[tuple[str, Check]]:
    """Return each check with the topic that its failure is reported under.

    Args:
        asks_model: Whether the model that decides is asked a question, which costs a few tokens.
    """
    return [
        ("versions", check_versions),
        ("settings", check_settings),
        ("store", check_store),
        ("contents", check_contents),
        ("backups", check_backups),
        ("embedder", check_embedder),
        ("model", partial(check_model, is_asked=asks_model)),
        ("clients", check_clients),
        ("hooks", check_hooks),
    ]


def run_checks(run: Invocation, checks: Iterable[tuple[str, Check]]) -> Iterator[Finding]:
    """Yield the findings of each check as soon as they are known."""
    for topic, check in checks:
        try:
            yield from check(run)
        except SettingsError as error:
            yield Finding(topic=topic, state="fault", said=str(error))
            if check is check_settings:
                # Every other check needs the settings.
                return
        except Mem0Error as error:
            yield Finding(topic=topic, state="fault", said=str(error))

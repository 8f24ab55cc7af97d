"""The checks of `mcp-mem0 doctor`; each returns its findings.

To add a check, write a function like those here and add it to `CHECKS` with its topic. The
rows are not checked here: that is `mcp-mem0 check`.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeAlias

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

CHECKS: Final[tuple[tuple[str, Check], ...]] = (
    ("versions", check_versions),
    ("settings", check_settings),
    ("store", check_store),
    ("contents", check_contents),
    ("backups", check_backups),
    ("embedder", check_embedder),
    ("model", check_model),
    ("clients", check_clients),
    ("hooks", check_hooks),
)
"""Each check with the topic that its failure is reported under."""


def run_checks(run: Invocation, checks: Sequence[tuple[str, Check]] = CHECKS) -> Iterator[Finding]:
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

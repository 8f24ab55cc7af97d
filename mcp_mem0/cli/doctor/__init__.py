"""What `mcp-mem0 doctor` looks at: a list of checks, each of which returns what it found.

To look at one more thing, write a function like those here and name it in `CHECKS`.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeAlias

from mcp_mem0.cli.doctor.clients import clients, hooks
from mcp_mem0.cli.doctor.finding import Finding
from mcp_mem0.cli.doctor.installation import settings, versions
from mcp_mem0.cli.doctor.models import embedder, model
from mcp_mem0.cli.doctor.storage import contents, store
from mcp_mem0.cli.invocation import Invocation
from mcp_mem0.domain.errors import Mem0Error, SettingsError

Check: TypeAlias = Callable[[Invocation], list[Finding]]
"""Looks at one thing. A Mem0Error that it raises becomes a fault, in the error's words."""

CHECKS: Final[tuple[Check, ...]] = (
    versions,
    settings,
    store,
    contents,
    embedder,
    model,
    clients,
    hooks,
)


def run_checks(run: Invocation, checks: Sequence[Check] = CHECKS) -> Iterator[Finding]:
    """Yield what each check finds, as soon as it is known."""
    for check in checks:
        topic = check.__name__.replace("_", " ")
        try:
            yield from check(run)
        except SettingsError as error:
            yield Finding(topic=topic, state="fault", said=str(error))
            if check is settings:
                # Nothing else can be looked at without them.
                return
        except Mem0Error as error:
            yield Finding(topic=topic, state="fault", said=str(error))

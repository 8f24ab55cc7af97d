"""Checks of the backups that the shared server makes by itself."""

from datetime import timedelta

from mcp_mem0.app.backups.notes import NO_SCHEDULE, describe_schedule, locate_folder, read_notes
from mcp_mem0.cli.doctor.finding import Finding
from mcp_mem0.cli.invocation import Invocation

_LATE_AFTER = 2
"""So many times the usual span without a backup is late."""


def check_backups(run: Invocation) -> list[Finding]:
    """Check that backups are made as often as the settings say."""
    settings = run.settings
    said = describe_schedule(settings)
    if said is None:
        return [Finding(topic="backups", state="good", said=NO_SCHEDULE)]
    notes = read_notes(settings)
    if notes.problem is not None:
        remedy = "fix what that names, then run `mcp-mem0 backup`"
        return [Finding(topic="backups", state="fault", said=said, remedy=remedy)]
    noted = notes.get_folder(locate_folder(settings))
    every = timedelta(hours=settings.backup.every_h)
    if noted is None or run.get_now() - noted.looked_at > _LATE_AFTER * every:
        remedy = "run `mcp-mem0 up`, which makes them, or `mcp-mem0 backup` now"
        return [Finding(topic="backups", state="warning", said=said, remedy=remedy)]
    return [Finding(topic="backups", state="good", said=said)]

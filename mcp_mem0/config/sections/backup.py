"""Settings of the backups that the shared server makes by itself."""

from typing import Annotated

from pydantic import Field

from mcp_mem0.config.sections.table import Location, Table


class BackupSettings(Table):
    """Backups that the server which `mcp-mem0 up` starts makes by itself."""

    folder: Annotated[
        Location,
        Field(
            description="Folder of the backups, best on another disk than the store; empty makes"
            " none.",
            max_length=4_000,
        ),
    ] = ""
    every_h: Annotated[
        float,
        Field(
            description="Hours between two backups; where nothing has changed, none is made.",
            gt=0,
            le=10_000,
            allow_inf_nan=False,
        ),
    ] = 24.0
    keep: Annotated[
        int,
        Field(description="Backups that are kept, the newest ones.", ge=1, le=10_000),
    ] = 7

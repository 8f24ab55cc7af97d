"""Settings of the store: its lock, its maintenance and the options of an object store."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from mcp_mem0.config.sections.table import Seconds, Table


class StorageSettings(Table):
    """How the store is written and compacted."""

    lock: Annotated[
        bool,
        Field(
            description="Take a file lock to write, to avoid retries. Local folders only; without"
            " it nothing is lost either."
        ),
    ] = True
    lock_timeout_s: Annotated[
        Seconds,
        Field(
            description="Seconds to wait for the lock: a stopped process may hold it forever.",
            le=3_600,
        ),
    ] = 30.0
    read_timeout_s: Annotated[
        Seconds,
        Field(
            description="Seconds after which a read is given up: a damaged index, a dying disk or"
            " a bucket may never answer.",
            ge=1,
            le=3_600,
        ),
    ] = 20.0
    fold_after_rows: Annotated[
        int,
        Field(
            description="Newest rows, kept in a file beside the table and in memory, before they"
            " are moved to the table. Local folders only.",
            ge=1,
            le=20_000,
        ),
    ] = 500
    roll_up_after_commits: Annotated[
        int,
        Field(
            description="Commits whose files are merged into one: many files make reads slow."
            " Buckets only.",
            ge=1,
            le=10_000,
        ),
    ] = 8
    compact_after_rows: Annotated[
        int,
        Field(
            description="Rows that are in no index before the table is compacted and indexed:"
            " every search reads them one by one.",
            ge=1,
            le=1_000_000,
        ),
    ] = 1_000
    memory_mb: Annotated[
        int,
        Field(
            description="Megabytes that the memories of the spaces used last may take in memory,"
            " or half as much again if one alone needs more. Larger spaces are searched on disk; 0"
            " keeps none. Local folders only.",
            ge=0,
            le=1_000_000,
        ),
    ] = 300
    versions_kept_s: Annotated[
        int,
        Field(
            description="Seconds for which old versions of the table are kept: other processes may"
            " still read them. Buckets only.",
            ge=60,
            le=30 * 24 * 3_600,
        ),
    ] = 3_600
    # Not in repr: a bucket's secret may be among them.
    options: Annotated[
        Mapping[str, str],
        Field(
            description="Options of the object store, as LanceDB names them: credentials, region,"
            " endpoint.",
            repr=False,
            examples=[
                {
                    "aws_region": "eu-central-1",
                    "aws_endpoint": "http://127.0.0.1:9000",
                    "allow_http": "true",
                }
            ],
        ),
    ] = {}

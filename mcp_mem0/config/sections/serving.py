"""Settings of the running server: how it listens over HTTP, its limits, and its log."""

from typing import Annotated, Literal

import platformdirs
from pydantic import Field

from mcp_mem0.config.sections.table import APP_NAME, Location, Table


def _locate_tokens_file() -> str:
    return str(platformdirs.user_config_path(APP_NAME, appauthor=False) / "tokens.json")


class HttpSettings(Table):
    """How `serve --http` listens, and the limits of each caller."""

    host: Annotated[
        str,
        Field(
            description="Address to listen on; without tokens only this machine's own.",
            min_length=1,
            max_length=253,
        ),
    ] = "127.0.0.1"
    port: Annotated[
        int, Field(description="Port to listen on; 0 picks a free one.", ge=0, le=65_535)
    ] = 8_765
    tokens_file: Location = Field(
        default_factory=_locate_tokens_file,
        description="File of the tokens' digests, readable by its owner only; by default next to"
        " config.toml in the platform's folder.",
        min_length=1,
        max_length=4_000,
        examples=["~/.config/mcp-mem0/tokens.json"],
    )
    allowed_hosts: Annotated[
        tuple[str, ...],
        Field(
            description="Host names by which clients may reach the server, besides the address it"
            " listens on: a web page elsewhere must not direct a browser to it.",
            max_length=100,
        ),
    ] = ()
    allowed_origins: Annotated[
        tuple[str, ...],
        Field(
            description="Origins of web pages that may call the server, such as"
            " https://app.example.org; by default no page of another origin may.",
            max_length=100,
        ),
    ] = ()
    body_bytes_max: Annotated[
        int,
        Field(
            description="Most bytes of one request: the largest conversation fits, in any script.",
            ge=1_024,
            le=256 * 1_024 * 1_024,
        ),
    ] = 8 * 1_024 * 1_024
    requests_per_s: Annotated[
        float,
        Field(
            description="Requests per second of one subject, on average; twice as many in a burst.",
            gt=0,
            le=100_000,
        ),
    ] = 100.0
    open_requests_max: Annotated[
        int,
        Field(description="Most open requests of one subject.", ge=1, le=10_000),
    ] = 64
    open_streams_max: Annotated[
        int,
        Field(
            description="Most open streams of one subject; a client has one or two.",
            ge=1,
            le=10_000,
        ),
    ] = 64
    sessions_max: Annotated[
        int,
        Field(
            description="Most open sessions of one subject; unused ones end after half an hour.",
            ge=1,
            le=10_000,
        ),
    ] = 256
    connections_max: Annotated[
        int,
        Field(description="Most connections of all callers together.", ge=1, le=100_000),
    ] = 1_000


class LogSettings(Table):
    """What is written to stderr."""

    level: Annotated[
        Literal["debug", "info", "warning", "error"],
        Field(description="Lowest level that is shown; no message contains the text of a memory."),
    ] = "warning"

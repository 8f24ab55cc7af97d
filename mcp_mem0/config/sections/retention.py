"""Settings of what is erased by itself after a while; nothing, unless somebody says so."""

from typing import Annotated

from pydantic import Field

from mcp_mem0.config.sections.table import Table


class RetentionSettings(Table):
    """What is erased by itself, at most once a day, and when."""

    excerpts_days: Annotated[
        int,
        Field(
            description="Days after which messages are erased, word for word as they came; facts"
            " stay, with the words that support them. 0 keeps them.",
            ge=0,
            le=36_500,
        ),
    ] = 0
    forgotten_days: Annotated[
        int,
        Field(
            description="Days after which what was forgotten is erased, and cannot be restored any"
            " more. 0 keeps it.",
            ge=0,
            le=36_500,
        ),
    ] = 0

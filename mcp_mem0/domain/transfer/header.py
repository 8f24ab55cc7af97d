"""The first and the last line of an export: what it is, and whether it is whole."""

import json
import re
from collections.abc import Mapping
from typing import Annotated, Final, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from mcp_mem0.domain.errors import RequestError, quote_value
from mcp_mem0.domain.model.vectors import EmbedderIdentity
from mcp_mem0.domain.spaces import check_space

FORMAT: Final = "mcp-mem0-export"
VERSION: Final = 1
"""The version of the format; a field or a kind that an older program would miss is a new one."""

_OWN: Final = re.compile(rb'^\s*\{.*?"format"\s*:\s*"mcp-mem0-export"')
_DIMENSIONS_MAX: Final = 65_536
_LOOKED_AT_BYTES: Final = 4_096

Count = Annotated[int, Field(ge=0, le=2**62)]


class _FrozenLine(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class EmbedderLine(_FrozenLine):
    """The embedding model whose vectors a store holds."""

    name: str
    revision: str
    dimensions: Annotated[int, Field(ge=1, le=_DIMENSIONS_MAX)]

    @property
    def identity(self) -> EmbedderIdentity:
        """The same as the domain names it."""
        return EmbedderIdentity(name=self.name, revision=self.revision, dimensions=self.dimensions)


class SpaceLine(_FrozenLine):
    """What an export has of a space: the revision of its head, and rows of each kind."""

    revision: Count | None
    rows: Mapping[str, Count]


class HeaderLine(_FrozenLine):
    """The first line of an export."""

    kind: Literal["header"] = "header"
    format: Literal["mcp-mem0-export"] = FORMAT
    version: int = VERSION
    schema_version: int
    program: str
    exported_at: AwareDatetime
    embedder: EmbedderLine
    vectors: bool
    forgotten_words: bool
    spaces: Mapping[str, SpaceLine]

    @property
    def row_count(self) -> int:
        """How many rows follow, without the heads."""
        return sum(sum(space.rows.values()) for space in self.spaces.values())


class EndLine(_FrozenLine):
    """The last line of an export: how many lines come before it, and their sum."""

    kind: Literal["end"] = "end"
    lines: Count
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


def is_own_export(first_line: bytes) -> bool:
    """Return whether a file that begins with this line is an export of this program."""
    return _OWN.match(first_line[:_LOOKED_AT_BYTES]) is not None


def parse_header(line: bytes) -> HeaderLine:
    """Read the first line of an export.

    Raises:
        RequestError: It is none, is damaged, or is of a newer version.
    """
    if not is_own_export(line):
        raise RequestError(
            "line 1 does not say that this is an export of mcp-mem0: name a file that"
            " `mcp-mem0 export` wrote"
        )
    try:
        values = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise RequestError("line 1 of the export is damaged or cut off: export again") from error
    version = values.get("version")
    if isinstance(version, int) and version > VERSION:
        raise RequestError(
            f"the export has format version {quote_value(version)}, and this program reads up to"
            f" {VERSION}: update mcp-mem0"
        )
    try:
        header = HeaderLine.model_validate_json(line)
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        place = ".".join(map(str, problem["loc"]))
        raise RequestError(
            f"line 1 of the export is damaged: {quote_value(place)}: {problem['msg']}"
        ) from error
    for space in header.spaces:
        check_space(space)
    return header

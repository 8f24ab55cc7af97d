"""The base of every table of settings, and the types of value that several share."""

from typing import Annotated, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo
from pydantic.fields import FieldInfo

from mcp_mem0.config.paths import NOTHING_NAMED, PathRules, resolve_path

APP_NAME = "mcp-mem0"


def _resolve_location(text: str, info: ValidationInfo) -> str:
    # Without rules, the value was resolved when it was read.
    if not isinstance(info.context, PathRules):
        return text
    path = resolve_path(text, info.context)
    if text and not path:
        raise ValueError(NOTHING_NAMED)
    return path


_RESOLVE: Final = AfterValidator(_resolve_location)


def is_location(field: FieldInfo) -> bool:
    """Return whether a setting is a path or a URI."""
    return any(each is _RESOLVE for each in field.metadata)


Location = Annotated[str, _RESOLVE]
Seconds = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Weight = Annotated[float, Field(ge=0, le=1)]


class Table(BaseModel):
    """A table of settings; one that nests becomes a `[table]` of `config.toml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

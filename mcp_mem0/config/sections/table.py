"""The base of every table of settings, and the types of value that several share."""

from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

APP_NAME = "mcp-mem0"


def expand_home(path: str) -> str:
    """Return the path with a leading `~` replaced by the home folder.

    Raises:
        ValueError: There is no such home folder.
    """
    if not path.startswith("~"):
        return path
    try:
        return str(Path(path).expanduser())
    except RuntimeError as error:
        raise ValueError("there is no home folder to put in place of '~'") from error


Location = Annotated[str, AfterValidator(expand_home)]
Seconds = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Weight = Annotated[float, Field(ge=0, le=1)]


class Table(BaseModel):
    """A table of settings; one that nests becomes a `[table]` of `config.toml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

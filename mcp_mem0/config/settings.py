"""All settings together, and the default location of the store.

A field in one of the sections is all that a new setting needs: its variable, its flag and its
lines in `config.example.toml` follow from it.
"""

from datetime import tzinfo
from typing import Annotated

import platformdirs
from pydantic import AfterValidator, Field

from mcp_mem0.config.sections.backup import BackupSettings
from mcp_mem0.config.sections.memory import (
    GraphSettings,
    RecallSettings,
    RedactionSettings,
    RememberSettings,
)
from mcp_mem0.config.sections.models import DecidingSettings, EmbeddingSettings, ModelSettings
from mcp_mem0.config.sections.retention import RetentionSettings
from mcp_mem0.config.sections.serving import HttpSettings, LogSettings
from mcp_mem0.config.sections.storage import StorageSettings
from mcp_mem0.config.sections.table import APP_NAME, Location, Table
from mcp_mem0.config.time_zone import check_zone_name, find_zone
from mcp_mem0.domain.errors import RequestError
from mcp_mem0.domain.spaces import check_space
from mcp_mem0.domain.text.normalise import drop_nothing


def _validate_space(name: str) -> str:
    try:
        return check_space(name)
    # pydantic collects ValueErrors only.
    except RequestError as error:
        raise ValueError(str(error)) from error


def _locate_data_folder() -> str:
    return str(platformdirs.user_data_path(APP_NAME, appauthor=False) / "store")


def _drop_word_for_nothing(author: str) -> str:
    # A client that has no name to fill in writes "null" or "undefined" into its configuration.
    return drop_nothing(author) or ""


SpaceName = Annotated[str, AfterValidator(_validate_space)]


class Settings(Table):
    """All settings, complete and validated."""

    store: Location = Field(
        default_factory=_locate_data_folder,
        description="Folder or URI (s3://, gs://, az://) of the memory; unless said, in the"
        " platform's folder for data. Paths may begin with ~ or a variable, such as $HOME.",
        min_length=1,
        max_length=4_000,
        examples=["~/.local/share/mcp-mem0/store"],
    )
    space: Annotated[
        SpaceName, Field(description="Space written to, unless the caller names one.")
    ] = "default"
    read_spaces: Annotated[
        tuple[SpaceName, ...],
        Field(
            description="Spaces recalled from, unless the caller names some; none means the space"
            " written to.",
            max_length=20,
        ),
    ] = ()
    author: Annotated[
        str,
        AfterValidator(_drop_word_for_nothing),
        Field(description="Who writes; empty means the name the client gives.", max_length=200),
    ] = ""
    time_zone: Annotated[
        str,
        AfterValidator(check_zone_name),
        Field(
            description="IANA name of the zone that days are counted in where a time has no offset,"
            " such as Europe/Oslo; empty means the machine's.",
            max_length=100,
        ),
    ] = ""
    embedding: EmbeddingSettings = EmbeddingSettings()
    model: ModelSettings = ModelSettings()
    deciding: DecidingSettings = DecidingSettings()
    recall: RecallSettings = RecallSettings()
    graph: GraphSettings = GraphSettings()
    remember: RememberSettings = RememberSettings()
    redaction: RedactionSettings = RedactionSettings()
    storage: StorageSettings = StorageSettings()
    retention: RetentionSettings = RetentionSettings()
    backup: BackupSettings = BackupSettings()
    http: HttpSettings = HttpSettings()
    log: LogSettings = LogSettings()

    @property
    def zone(self) -> tzinfo:
        """The time zone that `time_zone` names."""
        return find_zone(self.time_zone)

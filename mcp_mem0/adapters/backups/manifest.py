"""The manifest of a backup: what it has, file by file, and what was found when it was checked."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Annotated, Final

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from mcp_mem0.domain.errors import StoreError, quote_path

FORMAT: Final = 1
"""The version of the format; one that is higher is refused."""

_DIGEST_CHARS: Final = 64


def _check_path(path: str) -> str:
    """Return a path below a store's folder; one that leads out of it is refused.

    Raises:
        ValueError: It leads out.
    """
    parts = PurePosixPath(path).parts
    if not parts or path.startswith("/") or ".." in parts or "\\" in path or ":" in parts[0]:
        raise ValueError("it is no path below the folder of a store")
    return path


class BackupFile(BaseModel):
    """One file of a store.

    Attributes:
        path: Its path below the store's folder.
        size: How many bytes it has.
        digest: Their SHA-256, in hexadecimal digits; the file is kept under this name.
        changed_ns: When it was changed last, in nanoseconds; None if it was made for the backup.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    path: Annotated[str, AfterValidator(_check_path)]
    size: Annotated[int, Field(ge=0)]
    digest: Annotated[str, Field(pattern=f"^[0-9a-f]{{{_DIGEST_CHARS}}}$")]
    changed_ns: int | None = None


class BackupHead(BaseModel):
    """The newest change of a space: its revision and its id."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    revision: int
    change: str


class BackupContents(BaseModel):
    """What was found in a backup when it was opened.

    Attributes:
        heads: The newest change of each space that has one.
        counts: How many rows there are of each kind.
        disagreements: In which ways its rows disagree, as `check` says it; none if all is well.
        embedder: The name of the model that made its vectors.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    heads: Mapping[str, BackupHead]
    counts: Mapping[str, int]
    disagreements: tuple[str, ...] = ()
    embedder: str = ""

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return sum(self.counts.values())


class BackupManifest(BaseModel):
    """A backup: all that is needed to make its store again.

    Attributes:
        format: The version of this format.
        program: The version of the program that made it.
        name: Its name: when it was made.
        made_at: The moment as of which its rows are.
        store: The folder or bucket that it is of.
        files: The files of the store.
        contents: What was found in it when it was opened.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: int
    program: str
    name: str
    made_at: AwareDatetime
    store: str
    files: tuple[BackupFile, ...]
    contents: BackupContents

    @property
    def size(self) -> int:
        """How many bytes its files have together."""
        return sum(file.size for file in self.files)


def write_manifest(manifest: BackupManifest) -> bytes:
    """Return the text of a manifest, which ends with a digest of all before it."""
    body = manifest.model_dump_json(indent=1).encode() + b"\n"
    return body + json.dumps({"digest": hashlib.sha256(body).hexdigest()}).encode() + b"\n"


def read_manifest(text: bytes, *, path: str) -> BackupManifest:
    """Return the manifest that a text is.

    Raises:
        StoreError: It is damaged, or of a newer version of this program.
    """
    body, _, end = text.rstrip(b"\n").rpartition(b"\n")
    body += b"\n"
    try:
        is_whole = json.loads(end)["digest"] == hashlib.sha256(body).hexdigest()
        found = json.loads(body)["format"] if is_whole else FORMAT
    except (ValueError, KeyError, TypeError):
        is_whole, found = False, FORMAT
    if not is_whole:
        raise StoreError(
            f"the backup {quote_path(path)} is damaged: its list of files is not as it was written;"
            " use another backup"
        )
    if found != FORMAT:
        raise StoreError(
            f"the backup {quote_path(path)} has format {found}, and this version of mcp-mem0 reads"
            f" format {FORMAT}: install the version that made it, or a newer one"
        )
    try:
        return BackupManifest.model_validate_json(body)
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        where = ".".join(map(str, problem["loc"]))
        raise StoreError(
            f"the backup {quote_path(path)} cannot be used: {where}: {problem['msg']}"
        ) from error

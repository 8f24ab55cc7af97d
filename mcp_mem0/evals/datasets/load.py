"""Loading a data set from a file or folder, whose content says in which format it is."""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from mcp_mem0.domain.errors import RequestError, quote_path
from mcp_mem0.evals.datasets.beam_folders import find_beam_chats, list_beam_files
from mcp_mem0.evals.datasets.dataset import Dataset
from mcp_mem0.evals.datasets.own_files import ENDING, read_own_file
from mcp_mem0.evals.datasets.record_formats import (
    BEAM,
    RecordFormat,
    find_records,
    identify_format,
)
from mcp_mem0.evals.datasets.selection import (
    ConversationChoice,
    NamedConversation,
    read_chosen,
)
from mcp_mem0.evals.datasets.wrong_labels import find_wrong_labels

OWN: Final = "mcp_mem0"
"""What our own format is called."""

SHIPPED: Final = "shipped"
"""The name of the data set that ships with the package."""

_HEAD_BYTES: Final = 1 << 16
_PACKED: Final[Mapping[bytes, str]] = {
    b"PAR1": "a table in Parquet: write its rows as JSON Lines",
    b"\x1f\x8b": "packed by gzip: unpack it",
    b"PK\x03\x04": "packed by zip: unpack it",
    b"BZh": "packed by bzip2: unpack it",
    b"\xfd7zXZ": "packed by xz: unpack it",
    b"\x28\xb5\x2f\xfd": "packed by zstd: unpack it",
}
_JSON_START: Final = re.compile(rb"(\xef\xbb\xbf)?\s*(\{|\[\s*(\{|\]|$))")
"""An object, or a list of them; "[" before a name is a table of TOML."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """Where a data set is: its files by the names that its hash says, and what is in them."""

    name: str
    format: str
    files: Mapping[str, Traversable]
    find: Callable[[], Iterator[NamedConversation]]


def load_dataset(
    path: Path | None = None,
    *,
    left_out: Path | None = None,
    conversations: ConversationChoice = None,
    questions: int | None = None,
    seed: int = 0,
) -> Dataset:
    """Return the data set of a file or folder, or a part of it as `select` chooses one.

    Of a file of JSON records, one is in memory at a time, and only those chosen are kept.

    Args:
        path: The file or folder; None is the conversations that ship.
        left_out: A file of the ids of questions with wrong labels.
        conversations: Which conversations are kept.
        questions: How many questions are kept.
        seed: Which ones.

    Raises:
        RequestError: It cannot be read, is in no known format, or does not have what was chosen;
            or the file of wrong labels names an unknown question.
    """
    try:
        source = _find_source(path)
        chosen = read_chosen(source.find, conversations, questions, seed)
        sha256 = _hash_files(source.files)
    except OSError as error:
        raise RequestError(f"the data set cannot be read: {error}") from error
    if not chosen:
        raise RequestError(f"the data set {source.name!r} has no conversations: name another one")
    is_whole = conversations is None and questions is None
    wrong = (
        frozenset[str]()
        if left_out is None
        else find_wrong_labels(left_out, chosen, is_whole=is_whole)
    )
    return Dataset(
        name=source.name,
        source=source.format,
        sha256=sha256,
        conversations=chosen,
        left_out=wrong,
    )


def _find_source(path: Path | None) -> _Source:
    if path is None:
        folder = resources.files("mcp_mem0.evals") / "conversations"
        return _find_own(SHIPPED, _list_toml(folder))
    if path.is_dir():
        return _find_in_folder(path)
    if not path.exists():
        raise RequestError(f"there is no file or folder {quote_path(path)}: correct the path")
    with path.open("rb") as opened:
        head = opened.read(_HEAD_BYTES)
    packed = next((how for start, how in _PACKED.items() if head.startswith(start)), None)
    if packed is not None:
        raise RequestError(f"{quote_path(path)} is {packed}")
    if _JSON_START.match(head):
        return _find_in_records(path.stem, [path])
    return _find_own(path.stem, [path])


def _find_in_folder(folder: Path) -> _Source:
    name = folder.resolve().name
    own = _list_toml(folder)
    if own:
        return _find_own(name, own)
    beam = list_beam_files(folder)
    if beam:
        return _Source(
            name=name,
            format=BEAM.name,
            files={file.relative_to(folder).as_posix(): file for file in beam},
            find=partial(find_beam_chats, folder, beam),
        )
    records = sorted([*folder.glob("*.json"), *folder.glob("*.jsonl")])
    if records:
        return _find_in_records(name, records)
    raise RequestError(
        f"{quote_path(folder)} has neither conversations of our own (.toml), nor records (.json,"
        " .jsonl), nor the folders of BEAM: name another folder or a file"
    )


def _list_toml(folder: Traversable) -> list[Traversable]:
    files = [file for file in folder.iterdir() if file.name.endswith(ENDING) and file.is_file()]
    return sorted(files, key=lambda file: file.name)


def _find_own(name: str, files: Sequence[Traversable]) -> _Source:
    return _Source(
        name=name,
        format=OWN,
        files={file.name: file for file in files},
        find=partial(_find_own_conversations, files),
    )


def _find_own_conversations(files: Sequence[Traversable]) -> Iterator[NamedConversation]:
    for file in files:
        yield NamedConversation(name=Path(file.name).stem, read=partial(read_own_file, file))


def _find_in_records(name: str, files: Sequence[Path]) -> _Source:
    formats = {file: identify_format(file) for file in files}
    first, *others = files
    odd = next((file for file in others if formats[file] != formats[first]), None)
    if odd is not None:
        raise RequestError(
            f"{first} is in {formats[first].name}'s format and {odd} in {formats[odd].name}'s:"
            " name one of them"
        )
    return _Source(
        name=name,
        format=formats[first].name,
        files={file.name: file for file in files},
        find=partial(_chain_records, files, formats[first]),
    )


def _chain_records(
    files: Sequence[Path], record_format: RecordFormat
) -> Iterator[NamedConversation]:
    for file in files:
        yield from find_records(file, record_format)


def _hash_files(files: Mapping[str, Traversable]) -> str:
    """Return the SHA-256 of a file, or of what `sha256sum` says of several."""
    sums = {name: _hash_file(file) for name, file in sorted(files.items())}
    if len(sums) == 1:
        return next(iter(sums.values()))
    listed = "".join(f"{digest}  {name}\n" for name, digest in sums.items())
    return hashlib.sha256(listed.encode()).hexdigest()


def _hash_file(file: Traversable) -> str:
    with file.open("rb") as opened:
        digest = hashlib.sha256()
        while chunk := opened.read(_HEAD_BYTES):
            digest.update(chunk)
    return digest.hexdigest()

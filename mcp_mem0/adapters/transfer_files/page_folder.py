"""A folder of pages: what an export wrote before is replaced or removed, and nothing else.

A list in the folder says which files those are, each with its sums. A page that somebody has
changed since has another sum, and counts as theirs.
"""

import hashlib
import json
import shutil
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path, PurePosixPath
from tempfile import mkdtemp
from typing import Final, TypeVar

import anyio
import anyio.to_thread
from pydantic import BaseModel, ConfigDict, ValidationError

from mcp_mem0.domain.errors import RequestError, quote_path
from mcp_mem0.private_file import make_private_folder, write_atomically

T = TypeVar("T")

LIST: Final = ".mcp-mem0-pages.json"
_LIST_BYTES_MAX: Final = 500_000_000
_STAGE: Final = ".mcp-mem0-new-"


class _PageList(BaseModel):
    model_config = ConfigDict(extra="forbid")

    version: int = 1
    pages: dict[str, tuple[str, ...]]


class PageFolder:
    """A folder of pages, and what is to be written to it.

    Args:
        folder: The folder; it is made.
        is_forced: Whether files of others in the places of pages are replaced.

    Attributes:
        removed: How many pages of before were removed.
    """

    def __init__(self, folder: Path, *, is_forced: bool) -> None:
        self._folder = folder
        self._is_forced = is_forced
        self._stage = folder
        self._sums: dict[str, str] = {}
        self.removed = 0

    @asynccontextmanager
    async def open(self) -> AsyncGenerator["PageFolder"]:
        """Write pages during a block; if it fails, the pages of before stay.

        Raises:
            RequestError: The folder cannot be written, or has files of others in their places.
        """
        known = await self._run_explained(self._begin)
        try:
            yield self
            await self._run_explained(lambda: self._finish(known))
        finally:
            shutil.rmtree(self._stage, ignore_errors=True)

    async def write(self, name: str, text: str) -> None:
        """Write a page, which is put in its place when the block ends."""
        content = text.encode()
        self._sums[name] = hashlib.sha256(content).hexdigest()
        await self._run_explained(lambda: self._write_staged(name, content))

    def _begin(self) -> Mapping[str, tuple[str, ...]]:
        if not self._folder.is_dir():
            make_private_folder(self._folder)
        for old in self._folder.glob(f"{_STAGE}*"):
            # Of an export that was killed.
            shutil.rmtree(old, ignore_errors=True)
        known = self._read_list()
        if not known and not self._is_forced and any(self._folder.iterdir()):
            raise RequestError(
                f"the folder {quote_path(self._folder)} has files that no export wrote: name an"
                " empty or a new folder, or write into this one with --force"
            )
        self._stage = Path(mkdtemp(prefix=_STAGE, dir=self._folder))
        return known

    def _write_staged(self, name: str, content: bytes) -> None:
        path = self._stage / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    def _finish(self, known: Mapping[str, tuple[str, ...]]) -> None:
        for name in self._sums:
            self._check_place(name, known.get(name, ()))
        # Both, until all are in place: whoever is killed meanwhile leaves no page of nobody.
        both = {name: (*sums, *self._new_sums(name)) for name, sums in known.items()}
        self._write_list({**{name: self._new_sums(name) for name in self._sums}, **both})
        for name in self._sums:
            path = self._folder / name
            make_private_folder(path.parent)
            write_atomically(path, (self._stage / name).read_bytes())
        for name in known.keys() - self._sums.keys():
            self._remove(name, known[name])
        self._write_list({name: self._new_sums(name) for name in self._sums})

    def _check_place(self, name: str, sums: tuple[str, ...]) -> None:
        path = self._folder / name
        self._check_inside(path)
        if self._is_forced or not (path.exists() or path.is_symlink()):
            return
        if path.is_symlink() or not path.is_file() or _sum_file(path) not in sums:
            raise RequestError(
                f"{quote_path(path)} is not as an export wrote it: move it away, name another"
                " folder, or replace it with --force; no page was changed"
            )

    def _check_inside(self, path: Path) -> None:
        """Refuse a page in a folder that is a link, which may lead anywhere."""
        for parent in path.parents:
            if parent == self._folder:
                return
            if parent.is_symlink():
                raise RequestError(
                    f"{quote_path(parent)} is a link, and pages are not written through links:"
                    " remove it, or name another folder"
                )

    def _remove(self, name: str, sums: tuple[str, ...]) -> None:
        path = self._folder / name
        if path.is_symlink() or not path.is_file() or _sum_file(path) not in sums:
            return
        path.unlink()
        self.removed += 1
        for parent in path.parents:
            if parent == self._folder:
                break
            with suppress(OSError):
                parent.rmdir()

    def _new_sums(self, name: str) -> tuple[str, ...]:
        return (self._sums[name],) if name in self._sums else ()

    def _read_list(self) -> dict[str, tuple[str, ...]]:
        path = self._folder / LIST
        try:
            if path.is_symlink() or path.stat().st_size > _LIST_BYTES_MAX:
                raise RequestError(f"{quote_path(path)} is not the list of an export: remove it")
            listed = _PageList.model_validate_json(path.read_bytes()).pages
        except FileNotFoundError:
            return {}
        except ValidationError as error:
            raise RequestError(
                f"the list {quote_path(path)} of pages is damaged: name another folder"
            ) from error
        # Somebody else may have written it: no name of it leads out of the folder.
        return {name: sums for name, sums in listed.items() if self._is_inside(name)}

    def _is_inside(self, name: str) -> bool:
        pure = PurePosixPath(name)
        if pure.is_absolute() or ".." in pure.parts or "\\" in name or ":" in name:
            return False
        parents = (self._folder / part for part in pure.parents)
        return not any(parent.is_symlink() for parent in parents if parent != self._folder)

    def _write_list(self, pages: Mapping[str, tuple[str, ...]]) -> None:
        text = json.dumps({"version": 1, "pages": pages}, ensure_ascii=False)
        write_atomically(self._folder / LIST, text.encode())

    async def _run_explained(self, block: Callable[[], T]) -> T:
        try:
            return await anyio.to_thread.run_sync(block)
        except OSError as error:
            raise RequestError(
                f"the folder {quote_path(self._folder)} cannot be written"
                f" ({error.strerror or error}): name another one, or make room"
            ) from error


def _sum_file(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()

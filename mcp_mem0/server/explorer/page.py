"""The files of the page, read once and served as they are."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

import mcp_mem0

INDEX: Final = "index.html"
FILE_BYTES_MAX: Final = 4_000_000
_TYPES: Final[Mapping[str, str]] = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".md": "text/plain; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
}
_LASTING: Final = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFile:
    """A file of the page, with the digest by which a browser knows whether it has it."""

    content: bytes
    media_type: str
    digest: str

    def answer(self, request: Request) -> Response:
        """Return the file, or that the browser has it already."""
        # An address with a version names one content forever.
        lasting = "v" in request.query_params
        headers = {
            "etag": f'"{self.digest}"',
            "cache-control": _LASTING if lasting else "no-cache",
        }
        if f'"{self.digest}"' in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        return Response(self.content, media_type=self.media_type, headers=headers)


def locate_page() -> Path:
    """Return the folder of the page in the package."""
    return Path(mcp_mem0.__file__).parent / "explorer"


def read_page_files(folder: Path) -> Mapping[str, PageFile]:
    """Return the files of the page by their paths below its folder.

    Files of a type that no page has, and those that begin with a dot or an underscore, are left
    out.
    """
    return {path.relative_to(folder).as_posix(): _read(path) for path in _list_files(folder)}


def _list_files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if path.is_file() and path.suffix in _TYPES and not any(p[0] in "._" for p in parts):
            yield path


def _read(path: Path) -> PageFile:
    content = path.read_bytes()[:FILE_BYTES_MAX]
    return PageFile(
        content=content,
        media_type=_TYPES[path.suffix],
        digest=hashlib.sha256(content).hexdigest()[:32],
    )

"""The names by which an import and its records are known again: its id, its tag and the keys."""

import hashlib
from typing import Final

from mcp_mem0.domain.errors import RequestError, quote_value
from mcp_mem0.domain.text.normalise import NAME_CHARS_MAX

_TAG: Final = "import:"
_DIGITS: Final = 10


def derive_import_id(kind: str, digest: str) -> str:
    """Return the id of an import: the same records of the same kind have the same id.

    Args:
        kind: The kind of file.
        digest: A hexadecimal digest of all records in it.
    """
    return f"{kind}-{digest[:_DIGITS]}"


def build_import_tag(import_id: str) -> str:
    """Return the tag of everything that an import stores."""
    return _TAG + import_id


def read_import_tag(tag: str) -> str | None:
    """Return the id of the import that a tag names; None if it names none."""
    return tag.removeprefix(_TAG) if tag.startswith(_TAG) and tag != _TAG else None


def check_import_id(text: str) -> str:
    """Return the id of an import, with or without the beginning of its tag.

    Raises:
        RequestError: It is none.
    """
    import_id = text.strip().removeprefix(_TAG)
    if not import_id or len(import_id) > NAME_CHARS_MAX or any(map(str.isspace, import_id)):
        raise RequestError(
            f"{quote_value(text)} is no id of an import: `mcp-mem0 import --list` shows them"
        )
    return import_id


def build_import_key(kind: str, identity: str, generation: int) -> str:
    """Return the key under which a record is stored.

    Args:
        kind: The kind of file, because identities of two programs may be alike.
        identity: What makes it the same record.
        generation: How often it was imported and undone before.
    """
    digest = hashlib.sha256(f"{kind}\0{identity}".encode("utf-8", "surrogatepass")).hexdigest()
    return f"import {digest[:40]} {generation}"

"""Tokens, and the access that each grants: which rights, in which spaces.

A token is `mem0_<id>_<secret>`, shown once. Only its SHA-256 is stored: the secret has 256 random
bits, so nobody can guess it and a slow hash would protect nothing more.
"""

import hashlib
import hmac
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Literal, TypeAlias

from mcp_mem0.domain.errors import DeniedError, NotFoundError, RequestError, quote_value
from mcp_mem0.domain.spaces import check_space

Right: TypeAlias = Literal["read", "write", "forget", "erase"]
RIGHTS: Final[tuple[Right, ...]] = ("read", "write", "forget", "erase")
"""Read recalls; write also adds and corrects; forget also forgets, undoes changes and sees what was
forgotten; erase also removes text for good.

Each includes those before it: a receipt shows near facts, so whoever writes also reads.
"""

SPACES_MAX: Final = 20
SUBJECT_CHARS_MAX: Final = 64
TOKEN_CHARS_MAX: Final = 200
"""A longer text is not a token, and is not even hashed."""

_SUBJECT = re.compile(r"[a-z0-9](?:[a-z0-9.@_-]*[a-z0-9])?")
_TOKEN = re.compile(r"mem0_(?P<id>[0-9a-f]{12})_[A-Za-z0-9_-]{43}")
_NO_DIGEST: Final = hashlib.sha256(b"").hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """What a caller may do.

    Attributes:
        subject: Who it is, as history shows it.
        spaces: All that it may see; the first is the one written to unless the call names one.
        right: The highest right, in all of these spaces.
    """

    subject: str
    spaces: tuple[str, ...]
    right: Right

    def allows(self, right: Right) -> bool:
        """Return whether it includes a right."""
        return RIGHTS.index(right) <= RIGHTS.index(self.right)

    def check(self, right: Right, spaces: Sequence[str]) -> None:
        """Refuse what is not allowed; a space that is not granted looks like a missing one.

        Raises:
            NotFoundError: A space is not among the granted ones, whether or not it exists.
            DeniedError: The right is missing.
        """
        hidden = next((space for space in spaces if space not in self.spaces), None)
        if hidden is not None:
            raise NotFoundError(
                f"you have no access to a space {quote_value(hidden)}; yours"
                f" {'are' if len(self.spaces) > 1 else 'is'} {', '.join(self.spaces)}"
            )
        if not self.allows(right):
            raise DeniedError(
                f"your token may only {self.right} here: ask the operator of this server for one"
                f" that may {right}"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """A token as it is stored: what it allows, until when, and the digest to recognise it by."""

    id: str
    access: Access
    digest: str
    created_at: datetime
    expires_at: datetime | None = None
    revoked_at: datetime | None = None

    def is_valid(self, now: datetime) -> bool:
        """Return whether it is neither revoked nor expired."""
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)

    def revoke(self, at: datetime) -> "Grant":
        """Return the revoked grant; one that was revoked before is unchanged."""
        return self if self.revoked_at is not None else replace(self, revoked_at=at)


def create_grant(
    access: Access,
    *,
    now: datetime,
    expires_at: datetime | None,
    random_id: str,
    random_secret: str,
) -> tuple[str, Grant]:
    """Return a new token and the grant to store for it.

    Args:
        access: What it allows.
        now: When it is created.
        expires_at: When it expires; None means never.
        random_id: 12 random hexadecimal digits.
        random_secret: 32 random bytes in URL-safe base 64.
    """
    token = f"mem0_{random_id}_{random_secret}"
    grant = Grant(
        id=random_id,
        access=access,
        digest=hash_token(token),
        created_at=now,
        expires_at=expires_at,
    )
    return token, grant


def hash_token(token: str) -> str:
    """Return the digest of a token, which is stored instead of it."""
    return hashlib.sha256(token.encode()).hexdigest()


def verify_token(token: str, find: Callable[[str], Grant | None], *, now: datetime) -> Grant | None:
    """Return the valid grant of a token, or None; an unknown id takes as long as a wrong secret.

    Args:
        token: What the caller sent, well formed or not.
        find: Returns the grant of an id.
        now: The present moment.
    """
    match = _TOKEN.fullmatch(token) if len(token) <= TOKEN_CHARS_MAX else None
    if match is None:
        return None
    grant = find(match["id"])
    digest = _NO_DIGEST if grant is None else grant.digest
    is_same = hmac.compare_digest(hash_token(token), digest)
    return grant if grant is not None and is_same and grant.is_valid(now) else None


def check_subject(name: str) -> str:
    """Return the name of a subject if it is valid.

    Raises:
        RequestError: It is not 1 to 64 of a-z, 0-9, dot, at, dash, underscore. (So no subject can
            look like another one with a client, `ana (desk)`.)
    """
    if len(name) <= SUBJECT_CHARS_MAX and _SUBJECT.fullmatch(name):
        return name
    raise RequestError(
        f"{quote_value(name)} cannot name the holder of a token: use 1 to {SUBJECT_CHARS_MAX} of"
        " a-z, 0-9,"
        " '.', '@', '-' and '_', with a letter or digit first and last"
    )


def parse_access(subject: str, spaces: Sequence[str], right: str) -> Access:
    """Return the requested access.

    Raises:
        RequestError: A name is malformed, there are no spaces or too many, or no such right.
    """
    level: Right | None = next((level for level in RIGHTS if level == right), None)
    if level is None:
        raise RequestError(
            f"the right is {quote_value(right)}: it must be one of {', '.join(RIGHTS)}"
        )
    names = tuple(dict.fromkeys(check_space(space) for space in spaces))
    if not 1 <= len(names) <= SPACES_MAX:
        raise RequestError(f"a token is for 1 to {SPACES_MAX} spaces, not {len(names)}")
    return Access(subject=check_subject(subject), spaces=names, right=level)


def format_author(subject: str, client: str) -> str:
    """Return the author name of a subject that writes with a client: `ana (desk)`."""
    return f"{subject} ({client})"


def is_same_author(author: str, name: str) -> bool:
    """Return whether a name means an author: exactly, or as a subject with any client."""
    return author == name or (author.startswith(f"{name} (") and author.endswith(")"))

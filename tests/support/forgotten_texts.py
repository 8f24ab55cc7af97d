"""What is forgotten, for tests of what is recognised again."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from mcp_mem0.domain.forgetting.prints import SALT_BYTES, build_prints
from mcp_mem0.domain.forgetting.recognition import Forgotten
from mcp_mem0.domain.model.fingerprints import Fingerprint

SALT: Final = bytes(range(SALT_BYTES))
FORGOTTEN_AT: Final = datetime(2026, 3, 1, 12, tzinfo=UTC)
CHANGE: Final = "c_06w2q7k3d"


def fingerprint(text: str, number: int = 0, *, salt: bytes = SALT) -> Fingerprint:
    return Fingerprint(
        id=f"h_{number:09}",
        space="home",
        session="evening",
        author="tester",
        said_at=FORGOTTEN_AT,
        recorded_at=FORGOTTEN_AT,
        recorded_by=CHANGE,
        salt=salt.hex(),
        prints=build_prints(text, salt, values="all"),
    )


def forget(*texts: str) -> Forgotten:
    return Forgotten([fingerprint(text, number) for number, text in enumerate(texts)])


def is_recognised(forgotten: Forgotten, sentences: Sequence[str]) -> list[bool]:
    return [bool(forgotten.find_in_text(each)) for each in sentences]

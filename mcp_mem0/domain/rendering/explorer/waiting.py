"""Rendering what is pending, and the settings, as the explorer shows them."""

from collections.abc import Sequence
from typing import Annotated, Final

from pydantic import Field

from mcp_mem0.domain.dates import format_moment
from mcp_mem0.domain.model.attempts import Attempt
from mcp_mem0.domain.model.rows import Episode
from mcp_mem0.domain.model.tombstones import FORGOTTEN
from mcp_mem0.domain.rendering.quoting import Output
from mcp_mem0.domain.rendering.receipts import ReceiptModel
from mcp_mem0.domain.results.explorer.settings_view import SettingsView
from mcp_mem0.domain.text.normalise import shorten

WORDS_CHARS_MAX: Final = 300
"""How much of what was said is told, in characters."""

ATTEMPTS_MAX: Final = 20
"""The last attempts of each are told."""


class AttemptModel(Output):
    """An attempt that failed."""

    at: str
    why: str
    lasting: bool


class WaitingEpisodeModel(Output):
    """What is stored and not decided yet."""

    episode: str
    space: str
    session: str
    author: str
    said_at: str
    waits_for: str
    failed: int
    next_try: str | None = None
    needs_setting: bool | None = None
    why: str | None = None
    attempts: tuple[AttemptModel, ...] | None = None
    words: str


class WaitingModels(Output):
    """All that is pending, and what a retry decided."""

    decided: int | None = None
    receipts: tuple[ReceiptModel, ...] | None = None
    pending: tuple[WaitingEpisodeModel, ...]
    stranded: int | None = None


class SettingModel(Output):
    """A setting; a secret has no value."""

    key: str
    value: object = None
    from_: Annotated[str, Field(serialization_alias="from")]
    why: str
    secret: bool | None = None


class SettingsModel(Output):
    """All settings."""

    file: str
    exists: bool
    settings: tuple[SettingModel, ...]


def build_waiting_episode_model(
    episode: Episode, attempts: Sequence[Attempt]
) -> WaitingEpisodeModel:
    """Return a pending episode as JSON."""
    last = attempts[-1] if attempts else None
    said = (message.content for message in episode.intake.all_messages)
    return WaitingEpisodeModel(
        episode=episode.id,
        space=episode.space,
        session=episode.session,
        author=episode.author,
        said_at=format_moment(episode.said_at),
        waits_for="model" if episode.awaits == "model" else "turn",
        failed=len(attempts),
        next_try=None if last is None else format_moment(last.retry_at),
        needs_setting=(last is not None and last.is_lasting) or None,
        why=None if last is None else last.why,
        attempts=tuple(
            AttemptModel(at=format_moment(each.recorded_at), why=each.why, lasting=each.is_lasting)
            for each in attempts[-ATTEMPTS_MAX:]
        )
        or None,
        words=shorten(
            " / ".join(text if text.strip() else FORGOTTEN for text in said), WORDS_CHARS_MAX
        ),
    )


def build_settings_model(view: SettingsView) -> SettingsModel:
    """Return the settings as JSON."""
    return SettingsModel(
        file=view.file,
        exists=view.exists,
        settings=tuple(
            SettingModel(
                key=line.key,
                value=line.value,
                from_=line.source,
                why=line.why,
                secret=line.is_secret or None,
            )
            for line in view.lines
        ),
    )

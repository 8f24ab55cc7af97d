"""The errors that a caller can get, grouped by who must act.

    Mem0Error
    ├── RequestError        fix the request
    │   ├── NotFoundError   the id or space is not there (or is not yours: the words are the same)
    │   ├── DeniedError     the caller has not the right for it
    │   ├── StaleError      what the caller saw has changed since
    │   ├── EmptyChangeError  the change has nothing to undo
    │   ├── ReaderGoneError whoever reads the output has stopped
    │   └── BuiltUponError  a later change built on the one to undo
    ├── SettingsError       fix config.toml, the environment or the flags
    ├── ModelError          ask again, or later: the decision model or the embedding model failed
    │   └── DecisionError   the model answered, but not with a decision
    └── StoreError          the folder or bucket: its message names the remedy
        ├── HeadMovedError  another writer committed first; read again and retry
        ├── ForgottenMeanwhileError  words were forgotten while they were being stored
        └── BusyError       a lock was not released in time; its message names the holder

A message says what was wrong, quotes the value, and says what to do next.
"""

from os import PathLike, fspath

from mcp_mem0.domain.usage import Usage
from mcp_mem0.domain.visible_text import count_invisible, strip_invisible

QUOTED_CHARS_MAX = 80
READ_CHARS_MAX = 4_000
"""How much of a value is searched for secrets: more than is quoted, so that none is cut in two."""


def quote_value(value: object) -> str:
    """Quote a value for an error message, cut to `QUOTED_CHARS_MAX` characters.

    The closing quotation mark or bracket is kept. Invisible characters are left out and counted,
    because they may be what is wrong. Secrets are redacted: errors are logged and shown to models.
    """
    return _quote(value, QUOTED_CHARS_MAX)


def quote_path(path: str | PathLike[str]) -> str:
    """Quote a path or URL for an error message, as `quote_value` does but whole.

    Only one longer than any file system takes is cut, in the middle, to `READ_CHARS_MAX`
    characters: two paths often differ in their last parts only.
    """
    text = fspath(path)
    half = READ_CHARS_MAX // 2
    whole = text if len(text) <= READ_CHARS_MAX else f"{text[: half - 2]}…{text[1 - half :]}"
    return _quote(whole, 2 * READ_CHARS_MAX)


def _quote(value: object, chars_max: int) -> str:
    from mcp_mem0.domain.secrets import redact  # noqa: PLC0415 - errors are seldom quoted

    is_text = isinstance(value, str)
    # A caller chooses its length, and searching it for secrets takes time.
    original = (value if is_text else repr(value))[: max(READ_CHARS_MAX, chars_max)]
    visible = strip_invisible(original)
    text = _cut(redact(repr(visible) if is_text else visible).text, chars_max)
    count = count_invisible(original) if is_text else 0
    characters = "a character" if count == 1 else f"{count:,} characters"
    return f"{text} (without {characters} that cannot be seen)" if count else text


def _cut(text: str, chars_max: int) -> str:
    if len(text) <= chars_max:
        return text
    return f"{text[: chars_max - 2]}…{text[-1]}"


class Mem0Error(Exception):
    """Anything that mcp_mem0 refuses or cannot do; its message may be shown to the caller."""


class RequestError(Mem0Error):
    """The request is invalid; nothing was stored."""


class NotFoundError(RequestError):
    """Nothing has that name in the spaces that the caller can access."""


class DeniedError(RequestError):
    """The caller may read there, and has not the right for this."""


class StaleError(RequestError):
    """The caller acted on a revision that is no longer the newest."""


class EmptyChangeError(RequestError):
    """A change has nothing that could be undone."""


class ReaderGoneError(RequestError):
    """Whoever reads the output stopped before it was whole."""


class BuiltUponError(RequestError):
    """A change cannot be undone, because a later one built on it.

    Args:
        message: What was wrong and what to do.
        later: The id of the later change, if it is known.
    """

    def __init__(self, message: str, *, later: str | None) -> None:
        super().__init__(message)
        self.later = later


class SettingsError(Mem0Error):
    """A setting is unknown, malformed or out of range."""


class ModelError(Mem0Error):
    """A model could not be reached or did not answer in time.

    Args:
        message: What was wrong and what to do.
        is_lasting: Retrying is useless until somebody corrects a setting.
        retry_after_s: How long the endpoint asks callers to wait, in seconds.
        usage: What the call cost nevertheless.
    """

    def __init__(
        self,
        message: str,
        *,
        is_lasting: bool = False,
        retry_after_s: float | None = None,
        usage: Usage = Usage(),  # noqa: B008 - frozen
    ) -> None:
        super().__init__(message)
        self.is_lasting = is_lasting
        self.retry_after_s = retry_after_s
        self.usage = usage


class DecisionError(ModelError):
    """The model's answer is not a decision that may be applied.

    Args:
        problem: What is wrong with the answer.
        answer: The answer, if it was text; the message quotes its beginning.
        usage: What the answer cost.
    """

    def __init__(
        self,
        problem: str,
        *,
        answer: str | None = None,
        usage: Usage = Usage(),  # noqa: B008 - frozen
    ) -> None:
        tail = "" if answer is None else f"; the model answered {quote_value(answer)}"
        super().__init__(f"not a decision: {problem}{tail}", usage=usage)
        self.problem = problem


class StoreError(Mem0Error):
    """The store cannot be opened, read or written."""


class OtherModelError(StoreError):
    """The store's vectors are those of another embedding model than this program's."""


class HeadMovedError(StoreError):
    """Another writer committed to the space first; nothing of this change was stored."""


class ForgottenMeanwhileError(StoreError):
    """Some of the words were forgotten while they were on their way; nothing was stored."""


class BusyError(StoreError):
    """A lock was not released within its deadline."""

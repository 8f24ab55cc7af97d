"""Redacting the secrets in requests, before anything is stored, sent or searched for.

What is searched for is redacted like what is stored, so a tag or a session that contained a secret
is found by the original words.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from mcp_mem0.domain.graph.model import AboutRequest
from mcp_mem0.domain.requests.intake_redaction import Redactor, TakenSecret
from mcp_mem0.domain.requests.model import (
    ForgetAuthor,
    ForgetQuery,
    ForgetRequest,
    ForgetSelection,
    ForgetSession,
    ListRequest,
    RecallRequest,
    RememberRequest,
)

TAKEN_LISTED_MAX: Final = 5
"""How many secrets a receipt lists; the others are counted."""

_HOW_TO_KEEP: Final = (
    "what is not a secret can be stated with `mcp-mem0 remember --as-is`, or stated again after"
    " adding it to redaction.allow in config.toml"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Redaction:
    """Redacts the secrets in requests.

    Attributes:
        allow: Words that the owner of the memory says are not secrets.
    """

    allow: tuple[str, ...] = ()

    def redact_remember_request(
        self, request: RememberRequest
    ) -> tuple[RememberRequest, tuple[TakenSecret, ...]]:
        """Return a request to remember without its secrets, and which there were.

        With `as_is` the words are kept; names are redacted as always, so that they can be found.
        """
        redactor = self._redactor
        intake = request.intake if request.as_is else redactor.redact_intake(request.intake)
        clean = replace(
            request,
            intake=intake,
            session=None
            if request.session is None
            else redactor.redact_name(request.session, "session"),
            author=redactor.redact_name(request.author, "the author's name"),
            tags=redactor.redact_names(request.tags, "tags"),
        )
        return clean, tuple(redactor.taken)

    def redact_recall_request(
        self, request: RecallRequest
    ) -> tuple[RecallRequest, tuple[TakenSecret, ...]]:
        """Return a request to recall without its secrets, and which there were."""
        redactor = self._redactor
        clean = replace(
            request,
            query=None if request.query is None else redactor.redact_text(request.query, "query"),
            about=self._redact_entities(redactor, request.about),
            tags=redactor.redact_names(request.tags, "tags"),
            sessions=request.sessions and redactor.redact_names(request.sessions, "session"),
            authors=request.authors and redactor.redact_names(request.authors, "author"),
        )
        return clean, tuple(redactor.taken)

    def redact_forget_request(self, request: ForgetRequest) -> ForgetRequest:
        """Return a request to forget without its secrets."""
        redactor = self._redactor
        return replace(
            request,
            what=self._redact_selection(redactor, request.what),
            session=None
            if request.session is None
            else redactor.redact_name(request.session, "session"),
            author=redactor.redact_name(request.author, "author"),
        )

    def redact_about_request(self, request: AboutRequest) -> AboutRequest:
        """Return a request about names without its secrets."""
        return replace(request, names=self._redact_entities(self._redactor, request.names))

    def redact_list_request(self, request: ListRequest) -> ListRequest:
        """Return a request for a list without its secrets."""
        redactor = self._redactor
        sessions, authors, entity = request.sessions, request.authors, request.entity
        return replace(
            request,
            entity=None if entity is None else redactor.redact_text(entity, "about"),
            tags=redactor.redact_names(request.tags, "tags"),
            sessions=None if sessions is None else redactor.redact_names(sessions, "session"),
            authors=None if authors is None else redactor.redact_names(authors, "author"),
        )

    @property
    def _redactor(self) -> Redactor:
        return Redactor(frozenset(word.lower() for word in self.allow))

    def _redact_entities(self, redactor: Redactor, names: Sequence[str]) -> tuple[str, ...]:
        # Entities occur in texts, so they are redacted like texts.
        clean = (redactor.redact_text(name, f"about[{place}]") for place, name in enumerate(names))
        return tuple(dict.fromkeys(clean))

    def _redact_selection(self, redactor: Redactor, what: ForgetSelection) -> ForgetSelection:
        match what:
            case ForgetSession(session=session):
                return ForgetSession(session=redactor.redact_name(session, "session"))
            case ForgetAuthor(author=author):
                return ForgetAuthor(author=redactor.redact_name(author, "author"))
            case ForgetQuery(query=query):
                return replace(what, query=redactor.redact_text(query, "query"))
            case _:
                return what


def describe_taken_secrets(taken: Sequence[TakenSecret]) -> tuple[str, ...]:
    """Return notes for a receipt on the secrets that were redacted."""
    if not taken:
        return ()
    what = "a secret was" if len(taken) == 1 else f"{len(taken)} secrets were"
    places = [f"{secret.kind} in {secret.where}" for secret in taken[:TAKEN_LISTED_MAX]]
    more = len(taken) - TAKEN_LISTED_MAX
    listed = ", ".join([*places, *([f"{more} more"] if more > 0 else [])])
    return (
        f"{what} redacted before anything was stored or sent",
        f"redacted: {listed}; {_HOW_TO_KEEP}",
    )


def describe_question_secrets(taken: Sequence[TakenSecret]) -> tuple[str, ...]:
    """Return notes for an answer on the secrets that were redacted in the question."""
    if not taken:
        return ()
    what = "a secret was" if len(taken) == 1 else f"{len(taken)} secrets were"
    return (f"{what} redacted in the question; no secret is stored, so ask without it",)

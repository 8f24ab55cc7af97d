"""`Redactor`, which redacts the secrets in everything that one call brings."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace

from mcp_mem0.domain.model.rows import Intake, Message, StatedRelation
from mcp_mem0.domain.secrets.rule import REDACTED, Kind
from mcp_mem0.domain.secrets.search import RedactedText, redact, redact_name


@dataclass(frozen=True, slots=True)
class TakenSecret:
    """A redacted secret: its kind, and where it was."""

    kind: Kind
    where: str


@dataclass(frozen=True, slots=True)
class Redactor:
    """Redacts the parts of one call, and records which secrets they contained.

    Attributes:
        allow: Words that are not secrets, whatever they look like, in lower case.
        taken: The secrets redacted so far.
    """

    allow: Collection[str] = ()
    taken: list[TakenSecret] = field(default_factory=list[TakenSecret])

    def redact_text(self, text: str, where: str) -> str:
        """Return a text without its secrets."""
        return self._record(redact(text, self.allow), where)

    def redact_name(self, name: str, where: str) -> str:
        """Return a name without its secrets."""
        return self._record(redact_name(name, self.allow), where)

    def redact_names(self, names: tuple[str, ...], where: str) -> tuple[str, ...]:
        """Return names without their secrets, each once."""
        clean = (self.redact_name(name, f"{where}[{place}]") for place, name in enumerate(names))
        return tuple(dict.fromkeys(clean))

    def redact_intake(self, intake: Intake) -> Intake:
        """Return an intake without its secrets."""
        before = len(self.taken)
        content, relation = intake.content, intake.relation
        listed = "contents" if intake.is_stated else "messages"
        clean = replace(
            intake,
            content=None if content is None else self.redact_text(content, "content"),
            messages=tuple(
                self._redact_message(message, f"{listed}[{place}]")
                for place, message in enumerate(intake.messages)
            ),
            relation=None if relation is None else self._redact_relation(relation),
        )
        return intake if len(self.taken) == before else clean

    def _redact_message(self, message: Message, where: str) -> Message:
        return replace(
            message,
            content=self.redact_text(message.content, where),
            name=None if message.name is None else self.redact_name(message.name, f"{where}.name"),
        )

    def _redact_relation(self, relation: StatedRelation) -> StatedRelation:
        # A token may have the sign that stands for a space.
        raw = redact(relation.predicate, self.allow)
        spaced = redact(raw.text.replace("_", " "), self.allow)
        kinds = (*raw.kinds, *spaced.kinds)
        predicate = RedactedText(text=spaced.text, count=len(kinds), kinds=kinds)
        subject = self.redact_text(relation.subject, "subject")
        return replace(
            relation,
            subject=subject,
            predicate=self._record(predicate, "predicate")
            if predicate.count
            else relation.predicate,
            object=self._record(
                self._redact_object(subject, predicate.text, relation.object), "object"
            ),
        )

    def _redact_object(self, subject: str, predicate: str, object_: str) -> RedactedText:
        """Return an object without its secrets; the words before it may reveal that it is one."""
        by_predicate = self._redact_after(f"{predicate} is ", object_)
        by_both = self._redact_after(f"{subject} {predicate} ", by_predicate.text)
        kinds = (*by_predicate.kinds, *by_both.kinds)
        return RedactedText(text=by_both.text, count=len(kinds), kinds=kinds)

    def _redact_after(self, lead: str, object_: str) -> RedactedText:
        whole = redact(lead + object_, self.allow)
        # A secret may even begin in one and end in the other.
        is_apart = whole.text.startswith(lead)
        return replace(whole, text=whole.text.removeprefix(lead) if is_apart else REDACTED)

    def _record(self, clean: RedactedText, where: str) -> str:
        self.taken.extend(TakenSecret(kind, where) for kind in clean.kinds)
        return clean.text

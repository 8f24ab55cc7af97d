"""Taking secrets out of all that one call brings."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace

from mcp_mem0.domain.model.rows import Intake, Message, StatedRelation
from mcp_mem0.domain.secrets.rule import REDACTED, Kind
from mcp_mem0.domain.secrets.search import Redacted, redacted, redacted_name


@dataclass(frozen=True, slots=True)
class Taken:
    """A secret that was taken out: of which kind, and where it stood."""

    kind: Kind
    where: str


@dataclass(frozen=True, slots=True)
class Redactor:
    """Takes secrets out of the parts of one call, and notes what they were.

    Attributes:
        allow: What is no secret whatever it looks like, in lower case.
        taken: What was taken out so far.
    """

    allow: Collection[str] = ()
    taken: list[Taken] = field(default_factory=list[Taken])

    def text(self, text: str, where: str) -> str:
        """Return a text without its secrets."""
        return self._noted(redacted(text, self.allow), where)

    def name(self, name: str, where: str) -> str:
        """Return a name without its secrets."""
        return self._noted(redacted_name(name, self.allow), where)

    def names(self, names: tuple[str, ...], where: str) -> tuple[str, ...]:
        """Return names without their secrets, each once."""
        clean = (self.name(name, f"{where}[{place}]") for place, name in enumerate(names))
        return tuple(dict.fromkeys(clean))

    def intake(self, intake: Intake) -> Intake:
        """Return what came in without its secrets."""
        before = len(self.taken)
        content, relation = intake.content, intake.relation
        clean = replace(
            intake,
            content=None if content is None else self.text(content, "content"),
            messages=tuple(
                self._message(message, f"messages[{place}]")
                for place, message in enumerate(intake.messages)
            ),
            relation=None if relation is None else self._relation(relation),
        )
        return intake if len(self.taken) == before else clean

    def _message(self, message: Message, where: str) -> Message:
        return replace(
            message,
            content=self.text(message.content, where),
            name=None if message.name is None else self.name(message.name, f"{where}.name"),
        )

    def _relation(self, relation: StatedRelation) -> StatedRelation:
        # A token may have the sign that stands for a space.
        raw = redacted(relation.predicate, self.allow)
        spaced = redacted(raw.text.replace("_", " "), self.allow)
        kinds = (*raw.kinds, *spaced.kinds)
        predicate = Redacted(text=spaced.text, count=len(kinds), kinds=kinds)
        subject = self.text(relation.subject, "subject")
        return replace(
            relation,
            subject=subject,
            predicate=self._noted(predicate, "predicate")
            if predicate.count
            else relation.predicate,
            object=self._noted(self._object(subject, predicate.text, relation.object), "object"),
        )

    def _object(self, subject: str, predicate: str, object_: str) -> Redacted:
        """Return an object without its secrets: that it is one may be told by what is before it."""
        by_predicate = self._behind(f"{predicate} is ", object_)
        by_both = self._behind(f"{subject} {predicate} ", by_predicate.text)
        kinds = (*by_predicate.kinds, *by_both.kinds)
        return Redacted(text=by_both.text, count=len(kinds), kinds=kinds)

    def _behind(self, told: str, object_: str) -> Redacted:
        whole = redacted(told + object_, self.allow)
        # A secret may even begin in one and end in the other.
        is_apart = whole.text.startswith(told)
        return replace(whole, text=whole.text.removeprefix(told) if is_apart else REDACTED)

    def _noted(self, clean: Redacted, where: str) -> str:
        self.taken.extend(Taken(kind, where) for kind in clean.kinds)
        return clean.text

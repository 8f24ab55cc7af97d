"""What was true when, and who believed it when, so plainly that it can be read at one go."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from mcp_mem0.domain.model.closings import ChangeKind, EndKind


@dataclass(frozen=True)
class PlainFact:
    """One revision: its time in the world, and when it was believed."""

    text: str
    said: datetime
    start: datetime | None
    recorded: datetime
    closed: datetime | None = None
    held_until: datetime | None = None
    held: bool = True

    def is_true(self, moment: datetime, known: datetime) -> bool:
        """Return whether it was true at a moment, as known at another."""
        if self.recorded > known or (self.start is not None and self.start > moment):
            return False
        if self.closed is None or self.closed > known:
            return True
        return self.held and self.held_until is not None and moment < self.held_until

    def is_believed(self, known: datetime) -> bool:
        """Return whether it was believed at a moment."""
        return self.recorded <= known and (self.closed is None or self.closed > known)


@dataclass
class PlainSpans:
    """All revisions, and for the last change the numbers of what it opened and closed."""

    facts: list[PlainFact] = field(default_factory=list[PlainFact])
    last: tuple[int | None, int | None] | None = None

    @property
    def open_facts(self) -> list[PlainFact]:
        return [fact for fact in self.facts if fact.closed is None]

    def add(self, text: str, start: datetime | None, now: datetime) -> None:
        self._open(text, start, now, closed=None)

    def update(
        self, old: PlainFact, text: str, kind: ChangeKind, start: datetime | None, now: datetime
    ) -> None:
        """Put a statement in the place of a fact."""
        new_start = start or now
        is_dated = start is not None or old.start is not None
        if kind == "change" and is_dated and new_start <= (old.start or old.said):
            # It begins with the fact or before, so that the fact never held.
            kind = "correction"
        if kind == "correction":
            new_start = start or old.start
        if kind == "addition":
            is_earlier = start is not None and start <= (old.start or old.said)
            new_start = start if is_earlier else old.start
        number = self._close(old, now, held_until=new_start if kind == "change" else None)
        self._open(text, new_start, now, closed=number)

    def delete(self, old: PlainFact, kind: EndKind, now: datetime) -> None:
        number = self._close(old, now, held_until=now if kind == "ended" else None)
        self.last = (None, number)

    def undo(self, now: datetime) -> None:
        """Take the last change back: what it opened never was, what it closed is as before."""
        assert self.last is not None
        opened, closed = self.last
        if opened is not None:
            self._close(self.facts[opened], now, held_until=None)
        if closed is not None:
            again = replace(
                self.facts[closed], recorded=now, closed=None, held_until=None, held=True
            )
            self.facts.append(again)
        self.last = None

    def true_texts(self, moment: datetime, known: datetime) -> list[str]:
        return sorted({fact.text for fact in self.facts if fact.is_true(moment, known)})

    def believed_texts(self, known: datetime) -> list[str]:
        return sorted({fact.text for fact in self.facts if fact.is_believed(known)})

    def _open(self, text: str, start: datetime | None, now: datetime, closed: int | None) -> None:
        self.facts.append(PlainFact(text=text, said=now, start=start, recorded=now))
        self.last = (len(self.facts) - 1, closed)

    def _close(self, old: PlainFact, now: datetime, *, held_until: datetime | None) -> int:
        number = self.facts.index(old)
        self.facts[number] = replace(
            old, closed=now, held_until=held_until, held=held_until is not None
        )
        return number

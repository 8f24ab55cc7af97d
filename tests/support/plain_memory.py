"""A memory so plain that it can be read at one go: what the real one must agree with."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

Edge = tuple[str, str, str]


@dataclass(frozen=True)
class Said:
    """A fact; two with the same text are distinguished by their number."""

    number: int
    text: str
    edge: Edge | None = None


@dataclass(frozen=True)
class Turn:
    """The effect of a change on one fact: its text before and after, if any."""

    before: Said | None
    after: Said | None


@dataclass(frozen=True)
class Done:
    """One change."""

    id: str
    act: str
    turns: dict[str, Turn]
    undoes: str | None = None


@dataclass(frozen=True)
class Refusal:
    """A change cannot be undone; the error must name one of these later changes."""

    later: frozenset[str]


@dataclass
class PlainMemory:
    """Facts by id, and all changes in order."""

    facts: dict[str, Said] = field(default_factory=dict[str, Said])
    revisions: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    changes: list[Done] = field(default_factory=list[Done])

    @property
    def texts(self) -> list[str]:
        return sorted(said.text for said in self.facts.values())

    @property
    def edges(self) -> set[Edge]:
        return {said.edge for said in self.facts.values() if said.edge is not None}

    def says(self, text: str) -> bool:
        """Return whether an open fact has a text."""
        return any(said.text == text for said in self.facts.values())

    def apply(self, done: Done) -> None:
        """Take a change in."""
        for fact, turn in done.turns.items():
            if turn.after is None:
                del self.facts[fact]
            else:
                self.facts[fact] = turn.after
                self.revisions.setdefault(fact, []).append(turn.after.text)
        self.changes.append(done)

    def undo(self, done: Done) -> dict[str, Turn] | Refusal:
        """Return what undoing a change would do to facts, or why it cannot be undone.

        No turns at all are left where each fact was stated anew since: messages may come back.
        """
        undo = self.undone_by(done)
        if undo is not None:
            return Refusal(frozenset({undo}))
        built_on = {
            later.id
            for fact, turn in done.turns.items()
            if self.facts.get(fact) != turn.after
            for later in self._later(done, fact)
        }
        built_on |= {
            later
            for turn in done.turns.values()
            if turn.before is not None
            for later in self.find_forgetting(turn.before.text, self._after(done))
        }
        if built_on:
            return Refusal(frozenset(built_on))
        restated = self.find_restated(done)
        return {
            fact: Turn(turn.after, None if fact in restated else turn.before)
            for fact, turn in done.turns.items()
            if turn.after is not None or fact not in restated
        }

    def find_restated(self, done: Done) -> dict[str, str]:
        """Return the facts that an undo leaves closed, each with the open one that says the same
        since the change."""
        opened = {fact for fact, turn in done.turns.items() if turn.after is not None}
        return {
            fact: other
            for fact, turn in done.turns.items()
            if turn.before is not None
            for other, said in self.facts.items()
            if other not in opened
            and said.text == turn.before.text
            and any(each.turns[other].after == said for each in self._later(done, other))
        }

    def undone_by(self, done: Done) -> str | None:
        """Return the undo of a change that is in force."""
        for undo in reversed(self.changes):
            if undo.undoes == done.id and self.undone_by(undo) is None:
                return undo.id
        return None

    def find_forgetting(self, text: str, changes: Sequence[Done]) -> set[str]:
        """Return those of some changes by which all that said a text before is forgotten."""
        return {
            done.id
            for done in changes
            if done.act == "forget" and self.undone_by(done) is None
            if any(turn.before and turn.before.text == text for turn in done.turns.values())
        }

    def _later(self, done: Done, fact: str) -> Iterator[Done]:
        """Return the changes of a fact after a change."""
        return (each for each in self._after(done) if fact in each.turns)

    def _after(self, done: Done) -> Sequence[Done]:
        return self.changes[self.changes.index(done) + 1 :]

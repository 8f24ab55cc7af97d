"""How rows are closed, and what each way means for the past.

Two clocks run: a row that did not hold is still what we believed until it was closed. So a question
about the world of the past leaves it out, and one about what was known then finds it.
"""

from typing import Final, Literal, TypeAlias, get_args

ChangeKind: TypeAlias = Literal["change", "correction", "addition"]
"""What an UPDATE says of the fact that it closes: it held until then, it never was so, or it is
the same fact, of which more is known."""

EndKind: TypeAlias = Literal["ended", "never_so"]
"""What a DELETE says of the fact that it closes: it held until then, or it never was so."""

CHANGE_KINDS: Final[tuple[ChangeKind, ...]] = get_args(ChangeKind)
END_KINDS: Final[tuple[EndKind, ...]] = get_args(EndKind)

Closing: TypeAlias = Literal[
    "replaced", "corrected", "extended", "ended", "withdrawn", "forgotten", "undone"
]
"""How a row was closed: by an UPDATE that says that it changed, never was so, or is the same fact
and says more; by a DELETE that says that it ended or never was so; by `forget`; or by undoing its
change."""

CLOSINGS: Final[tuple[Closing, ...]] = get_args(Closing)

WITH_SUCCESSOR: Final[tuple[Closing, ...]] = ("replaced", "corrected", "extended")
"""The closings after which another fact stands for the closed one."""

HELD_BEFORE: Final[tuple[Closing, ...]] = ("replaced", "ended")
"""The closings after which a row still held in the past: until its end."""

WITHOUT_SPAN: Final[tuple[Closing, ...]] = ("corrected", "extended", "withdrawn")
"""The closings by a decision after which a row never held: it was wrong, or its successor
holds from its start on."""

HIDING_WORDS: Final[tuple[Closing, ...]] = ("forgotten",)
"""The closings that hide a row's words, also from a question about the past."""

KINDS: Final[tuple[ChangeKind | EndKind, ...]] = (*CHANGE_KINDS, *END_KINDS)

CLOSING_OF_CHANGE: Final[dict[ChangeKind, Closing]] = {
    "change": "replaced",
    "correction": "corrected",
    "addition": "extended",
}
CLOSING_OF_END: Final[dict[EndKind, Closing]] = {"ended": "ended", "never_so": "withdrawn"}


def choose_change_kind(word: str) -> ChangeKind:
    """Return the kind of an UPDATE that a decider's word stands for; a change if for none."""
    match word:
        case "correction" | "never_so":
            return "correction"
        case "addition":
            return "addition"
        case _:
            return "change"


def choose_end_kind(word: str) -> EndKind:
    """Return the kind of a DELETE that a decider's word stands for; ended if for none."""
    return "never_so" if word in {"never_so", "correction"} else "ended"

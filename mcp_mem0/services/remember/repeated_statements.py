"""Keeping each of several statements of a call once, where some say the same."""

from dataclasses import dataclass, replace

from mcp_mem0.domain.model.rows import Intake
from mcp_mem0.domain.results.receipts import Receipt
from mcp_mem0.domain.text.normalise import normalise_statement


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedOnce:
    """The statements of a call without those that repeat an earlier one.

    Attributes:
        intake: What is left of what came in.
        places: The places that its statements had in the call.
        notes: A sentence on each that was left out.
    """

    intake: Intake
    places: tuple[int, ...]
    notes: tuple[str, ...] = ()

    def number_results(self, receipt: Receipt) -> Receipt:
        """Return a receipt that counts the statements as the call did."""
        return replace(
            receipt,
            statements=tuple(
                replace(
                    each,
                    position=self.places[each.position],
                    conflicting=tuple(self.places[place] for place in each.conflicting),
                )
                for each in receipt.statements
            ),
        )


def drop_repeats(intake: Intake, places: tuple[int, ...] | None = None) -> StatedOnce:
    """Return the statements of an intake, each once; a conversation stays as it is.

    Args:
        intake: What came in.
        places: The places that its messages had in the call; None if none was taken out.
    """
    had = tuple(range(len(intake.all_messages))) if places is None else places
    if not intake.is_stated:
        return StatedOnce(intake=intake, places=had)
    first: dict[str, int] = {}
    notes: list[str] = []
    kept: list[int] = []
    for index, (place, text) in enumerate(zip(had, intake.statements, strict=True)):
        earlier = first.setdefault(normalise_statement(text), place)
        if earlier == place:
            kept.append(index)
        else:
            notes.append(f"contents[{place}] repeats contents[{earlier}], which was kept once")
    return StatedOnce(
        intake=replace(intake, messages=tuple(intake.messages[index] for index in kept)),
        places=tuple(had[index] for index in kept),
        notes=tuple(notes),
    )

"""Choosing a part of a data set: conversations, and questions spread evenly over categories."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import partial
from itertools import zip_longest
from typing import TypeAlias

from mcp_mem0.domain.errors import RequestError, quote_value
from mcp_mem0.evals.datasets.dataset import Dataset, DatasetQuestion, LongConversation

ConversationChoice: TypeAlias = int | Sequence[str] | None
"""The first so many, those of these names, or all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedConversation:
    """A conversation that was found, and how it is read if it is chosen."""

    name: str
    read: Callable[[], LongConversation]


def select(
    dataset: Dataset,
    *,
    conversations: ConversationChoice = None,
    questions: int | None = None,
    seed: int = 0,
) -> Dataset:
    """Return a part of a data set.

    Args:
        dataset: All of it.
        conversations: Which conversations; in their order there.
        questions: How many questions in all, spread over categories as evenly as these allow;
            conversations of which none is left are left out. A smaller number takes a part of
            those that a larger one takes.
        seed: Which questions of a category.

    Raises:
        RequestError: There is no such conversation, or a number is below 1.
    """
    named = (
        NamedConversation(name=each.name, read=partial(_keep, each))
        for each in dataset.conversations
    )
    chosen = read_chosen(named, conversations)
    if questions is not None:
        chosen = _spread_questions(chosen, questions, seed)
    asked = {_write_id(each, question) for each in chosen for question in each.questions}
    return replace(dataset, conversations=chosen, left_out=dataset.left_out & asked)


def read_chosen(
    found: Iterable[NamedConversation], choice: ConversationChoice
) -> tuple[LongConversation, ...]:
    """Return the chosen ones of the conversations found; what follows the last is not read.

    Raises:
        RequestError: One that is named is not there, two have one name, or a number is below 1.
    """
    if isinstance(choice, int):
        _check_count(choice, "conversations")
    wanted = None if choice is None or isinstance(choice, int) else {*choice}
    seen: set[str] = set()
    chosen: list[LongConversation] = []
    for each in found:
        if each.name in seen:
            raise RequestError(f"two conversations are named {each.name!r}: rename one")
        seen.add(each.name)
        if wanted is None or each.name in wanted:
            chosen.append(each.read())
        if len(chosen) == (choice if wanted is None else len(wanted)):
            break
    if wanted is not None and wanted - seen:
        raise RequestError(_describe_unknown(min(wanted - seen), seen))
    return tuple(chosen)


def _keep(conversation: LongConversation) -> LongConversation:
    return conversation


def _check_count(count: int, name: str) -> None:
    if count < 1:
        raise RequestError(f"{count} {name} are none: name at least 1")


def _describe_unknown(name: str, known: Iterable[str]) -> str:
    names = sorted(known)
    nearest = get_close_matches(name, names, n=1, cutoff=0.0)
    hint = f"; the nearest is {nearest[0]!r}" if nearest else ""
    return f"there is no conversation {quote_value(name)} among {len(names)}{hint}"


def _write_id(conversation: LongConversation, question: DatasetQuestion) -> str:
    return f"{conversation.name}/{question.id}"


def _spread_questions(
    conversations: Sequence[LongConversation], count: int, seed: int
) -> tuple[LongConversation, ...]:
    _check_count(count, "questions")
    by_category: dict[str, list[str]] = {}
    for conversation in conversations:
        for question in conversation.questions:
            by_category.setdefault(question.category, []).append(_write_id(conversation, question))
    chosen = _take_in_turn(by_category, count, seed)
    kept = (
        replace(
            each,
            questions=tuple(asked for asked in each.questions if _write_id(each, asked) in chosen),
        )
        for each in conversations
    )
    return tuple(each for each in kept if each.questions)


def _take_in_turn(by_category: Mapping[str, Sequence[str]], count: int, seed: int) -> set[str]:
    """Take one question of each category in turn, in an order that only the seed decides."""

    def order(id_: str) -> str:
        return hashlib.sha256(f"{seed}\0{id_}".encode()).hexdigest()

    mixed = [sorted(by_category[category], key=order) for category in sorted(by_category)]
    rounds = (id_ for each in zip_longest(*mixed) for id_ in each if id_ is not None)
    return {id_ for id_, _ in zip(rounds, range(count), strict=False)}

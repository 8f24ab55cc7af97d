"""Choosing a part of a data set: conversations, and questions spread evenly over categories."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import partial
from itertools import islice, zip_longest
from typing import TypeAlias

from mcp_mem0.domain.errors import RequestError, quote_value
from mcp_mem0.evals.datasets.dataset import Dataset, LongConversation

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

    def find() -> Iterator[NamedConversation]:
        for each in dataset.conversations:
            yield NamedConversation(name=each.name, read=partial(_keep, each))

    chosen = read_chosen(find, conversations, questions, seed)
    asked = {id_ for each in chosen for id_ in _list_ids(each)}
    return replace(dataset, conversations=chosen, left_out=dataset.left_out & asked)


def read_chosen(
    find: Callable[[], Iterable[NamedConversation]],
    conversations: ConversationChoice,
    questions: int | None,
    seed: int,
) -> tuple[LongConversation, ...]:
    """Return the chosen part of the conversations that are found.

    Where questions are chosen, all conversations are read once to see what there is, one at a
    time, and then those are read that are asked about.

    Raises:
        RequestError: One that is named is not there, two have one name, or a number is below 1.
    """
    if questions is None:
        return tuple(_iterate_chosen(find(), conversations))
    ids = _choose_questions(_iterate_chosen(find(), conversations), questions, seed)
    if not ids:
        return ()
    named = tuple({name for name, _ in ids})
    return tuple(
        replace(each, questions=tuple(one for one in each.questions if (each.name, one.id) in ids))
        for each in _iterate_chosen(find(), named)
    )


def _iterate_chosen(
    found: Iterable[NamedConversation], choice: ConversationChoice
) -> Iterator[LongConversation]:
    """Yield the chosen ones; what follows the last of them is not read."""
    wanted = None if choice is None or isinstance(choice, int) else {*choice}
    left = choice if isinstance(choice, int) else len(wanted) if wanted is not None else None
    if left is not None and left < 1:
        raise RequestError(f"{left} conversations are none: name at least 1")
    seen: set[str] = set()
    for each in found:
        if each.name in seen:
            raise RequestError(f"two conversations are named {each.name!r}: rename one")
        seen.add(each.name)
        if wanted is None or each.name in wanted:
            yield each.read()
            left = None if left is None else left - 1
        if left == 0:
            return
    if wanted is not None and wanted - seen:
        raise RequestError(_describe_unknown(min(wanted - seen), seen))


def _keep(conversation: LongConversation) -> LongConversation:
    return conversation


def _describe_unknown(name: str, known: Iterable[str]) -> str:
    names = sorted(known)
    nearest = get_close_matches(name, names, n=1, cutoff=0.0)
    hint = f"; the nearest is {nearest[0]!r}" if nearest else ""
    return f"there is no conversation {quote_value(name)} among {len(names)}{hint}"


def _list_ids(conversation: LongConversation) -> list[str]:
    return [f"{conversation.name}/{question.id}" for question in conversation.questions]


def _choose_questions(
    conversations: Iterable[LongConversation], count: int, seed: int
) -> frozenset[tuple[str, str]]:
    """Take one question of each category in turn, in an order that only the seed decides."""
    if count < 1:
        raise RequestError(f"{count} questions are none: name at least 1")
    by_category: dict[str, list[tuple[str, str]]] = {}
    for each in conversations:
        for asked in each.questions:
            by_category.setdefault(asked.category, []).append((each.name, asked.id))

    def order(id_: tuple[str, str]) -> str:
        return hashlib.sha256(f"{seed}/{'/'.join(id_)}".encode()).hexdigest()

    mixed = [sorted(by_category[category], key=order) for category in sorted(by_category)]
    rounds = (id_ for each in zip_longest(*mixed) for id_ in each if id_ is not None)
    return frozenset(islice(rounds, count))

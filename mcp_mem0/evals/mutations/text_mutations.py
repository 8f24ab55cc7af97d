"""Spoiling what one operation states: its words, its dates, its relations, what it rests on.

Each function returns the operation as it is spoilt, or None where there is nothing to spoil.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final, TypeAlias

from mcp_mem0.domain.model.rows import StatedRelation
from mcp_mem0.evals.checking.date_mentions import find_dates
from mcp_mem0.evals.checking.language import ENGLISH, load_language
from mcp_mem0.evals.checking.polarity import find_negations
from mcp_mem0.evals.checking.text_forms import find_words
from mcp_mem0.evals.deciding.case_answers import CaseOperation
from mcp_mem0.evals.deciding.decision_cases import DecisionCase

SpoilOperation: TypeAlias = Callable[[DecisionCase, CaseOperation], CaseOperation | None]

STRANGER: Final = "Zelda"
_STRANGER_IN_SIGNS: Final = "佐尔达"
_PREDICATE: Final = "hates"
_NOBODY_SAID: Final = "as everybody in the village knows"
_DIGITS: Final = re.compile(r"\d+")
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")


def call_a_lie(_: DecisionCase, operation: CaseOperation) -> CaseOperation | None:
    """Call the statement a lie."""
    return _reword(operation, f"It is a lie that {operation.text}")


def deny_outright(case: DecisionCase, operation: CaseOperation) -> CaseOperation | None:
    """Deny the whole statement, in the language of the case."""
    text = load_language(case.language).negate[-1].format(text=operation.text, start="", rest="")
    return _reword(operation, text)


def insert_negation(case: DecisionCase, operation: CaseOperation) -> CaseOperation | None:
    """Deny the verb, in the language of the case."""
    for entry in load_language(case.language).negate:
        pattern, _, verb = entry.partition("|")
        start, found, rest = operation.text.partition(f" {verb} ")
        if verb and found:
            return _reword(operation, pattern.format(start=start, rest=rest, text=operation.text))
    return None


def remove_negation(case: DecisionCase, operation: CaseOperation) -> CaseOperation | None:
    """Take out the only word that denies."""
    language = load_language(case.language)
    found = find_negations(operation.text.casefold(), language)
    words = ["no longer", "cannot", *language.negators]
    bare = find_words(operation.text.casefold(), words, language)
    if len(found) != 1 or len(bare) != 1 or re.search(r"[,;] (?:but )?not? ", operation.text):
        return None
    first, last = bare[0]
    return _reword(operation, f"{operation.text[:first]}{operation.text[last + 1 :]}")


def parrot_message(case: DecisionCase, operation: CaseOperation) -> CaseOperation | None:
    """State who said it and the whole message."""
    position = operation.position or 0
    if not operation.text or position >= len(case.messages):
        return None
    message = case.messages[position]
    return _reword(operation, f"{message.name or message.role} said: {message.content}")


def append_invention(case: DecisionCase, operation: CaseOperation) -> CaseOperation | None:
    """Add a sentence that nobody said."""
    return _reword(operation, f"{operation.text} {_find_subject(case, operation)} has a twin.")


def insert_invention(_: DecisionCase, operation: CaseOperation) -> CaseOperation | None:
    """Add a clause that nobody said."""
    return _reword(operation, f"{operation.text.rstrip('.。')} and owns a castle.")


def hedge(case: DecisionCase, operation: CaseOperation) -> CaseOperation | None:
    """Make it uncertain."""
    word = load_language(case.language).hedges[0]
    start, space, rest = operation.text.partition(" ")
    text = f"{start} {word} {rest}" if space else f"{word}{operation.text}"
    return _reword(operation, text)


def name_stranger(case: DecisionCase, operation: CaseOperation) -> CaseOperation | None:
    """Say it of somebody else: another speaker, or somebody whom nobody mentioned."""
    name = _find_name(case, operation)
    if name is None:
        return None
    speakers = [each.name for each in case.messages if each.name]
    others = [each for each in speakers if each not in operation.text]
    stranger = _STRANGER_IN_SIGNS if not load_language(case.language).spaced else STRANGER
    return _reword(operation, operation.text.replace(name, next(iter(others), stranger)))


def speak_as_speaker(case: DecisionCase, operation: CaseOperation) -> CaseOperation | None:
    """Leave the statement in the first person."""
    name = _find_name(case, operation)
    if name is None or case.language != ENGLISH:
        return None
    return _reword(operation, operation.text.replace(f"{name}'s", "my").replace(name, "I"))


def add_relative_day(case: DecisionCase, operation: CaseOperation) -> CaseOperation | None:
    """Name a day that only the day of the message explains."""
    day = load_language(case.language).relative[0]
    return _reword(operation, f"{operation.text.rstrip('.。')} {day}.")


def count_up(case: DecisionCase, operation: CaseOperation) -> CaseOperation | None:
    """Make the first number one more, if it is not part of a date."""
    return _count(case, operation, 1)


def count_down(case: DecisionCase, operation: CaseOperation) -> CaseOperation | None:
    """Make the first number one less, if it is not part of a date."""
    return _count(case, operation, -1)


def _count(case: DecisionCase, operation: CaseOperation, step: int) -> CaseOperation | None:
    bare = operation.text
    language = load_language(case.language)
    for mention in find_dates(operation.text, language):
        first, last = mention.span
        bare = bare[:first] + " " * (last - first) + bare[last:]
    match = _DIGITS.search(bare)
    if match is not None:
        more = str(int(match[0]) + step)
        text = f"{operation.text[: match.start()]}{more}{operation.text[match.end() :]}"
        return _reword(operation, text)
    folded = operation.text.casefold()
    for first, last in find_words(folded, list(language.numbers), language):
        number = language.numbers[folded[first:last]] + step
        return _reword(operation, f"{operation.text[:first]}{number}{operation.text[last:]}")
    return None


def count_day_up(case: DecisionCase, operation: CaseOperation) -> CaseOperation | None:
    """Make the day of the first full date in the text one more."""
    ranges = [each for fact in (*case.facts, *case.allowed) for each in fact.dates if ".." in each]
    for mention in find_dates(operation.text, load_language(case.language)):
        said, (first, last) = mention.said, mention.span
        if said.day is None or said.year is None or ranges:
            continue
        date = operation.text[first:last]
        later = re.sub(
            rf"(?<!\d)0?{said.day}(?!\d)(?!.*(?<!\d)0?{said.day}(?!\d))",
            f"{said.day % 28 + 1:02}",
            date,
            count=1,
        )
        return None if later == date else _reword(operation, operation.text.replace(date, later))
    return None


def turn_year(_: DecisionCase, operation: CaseOperation) -> CaseOperation | None:
    """Make the year in the text one more."""
    text = _YEAR.sub(lambda match: str(int(match[0]) + 1), operation.text, count=1)
    return None if text == operation.text else replace(operation, text=text)


def start_in_1999(_: DecisionCase, operation: CaseOperation) -> CaseOperation | None:
    """Let it begin long before it was said."""
    if not operation.text:
        return None
    return replace(operation, valid_from=datetime(1999, 1, 1, tzinfo=UTC))


def end_in_2020(_: DecisionCase, operation: CaseOperation) -> CaseOperation | None:
    """Let it end before it was said."""
    if operation.action == "NOOP":
        return None
    return replace(operation, valid_to=datetime(2020, 1, 1, tzinfo=UTC))


def start_later(_: DecisionCase, operation: CaseOperation) -> CaseOperation | None:
    """Let it begin a day later, or a month where only the month was said."""
    start = operation.valid_from
    if start is None:
        return None
    is_month = start.day == 1 and f"{start:%Y-%m-%d}" not in operation.text
    days = 366 if is_month and start.month == 1 else 31 if is_month else 2
    return replace(operation, valid_from=start + timedelta(days=days))


def end_later(_: DecisionCase, operation: CaseOperation) -> CaseOperation | None:
    """Let it end later than was said."""
    end = operation.valid_to
    return None if end is None else replace(operation, valid_to=end + timedelta(days=40))


def turn_relations(case: DecisionCase, operation: CaseOperation) -> CaseOperation | None:
    """Exchange the ends of each relation that does not hold both ways."""
    named = [each for fact in (*case.facts, *case.allowed) for each in fact.relations]

    def turn(relation: StatedRelation) -> StatedRelation:
        turned = replace(relation, subject=relation.object, object=relation.subject)
        holds = any(
            (each.subject, each.object) == (turned.subject, turned.object)
            and turned.predicate in each.predicate.split("|")
            for each in named
        )
        return relation if holds else turned

    return _relate(operation, turn)


def relate_by_hate(_: DecisionCase, operation: CaseOperation) -> CaseOperation | None:
    """Give each relation another predicate."""
    return _relate(operation, lambda each: replace(each, predicate=_PREDICATE))


def quote_nobody(_: DecisionCase, operation: CaseOperation) -> CaseOperation | None:
    """Quote what nobody said."""
    return None if operation.action == "NOOP" else replace(operation, quote=_NOBODY_SAID)


def name_other_message(case: DecisionCase, operation: CaseOperation) -> CaseOperation | None:
    """Rest it on another message, or on one that there is not."""
    if operation.action == "NOOP" or operation.position is None:
        return None
    count = len(case.messages)
    place = (operation.position + 1) % count if count > 1 else count
    return replace(operation, position=place)


OPERATION_MUTATIONS: Final[Mapping[str, SpoilOperation]] = {
    "It is a lie that …": call_a_lie,
    "denied as a whole": deny_outright,
    "negation inserted": insert_negation,
    "negation removed": remove_negation,
    "X said: the message": parrot_message,
    "invented sentence in the text": append_invention,
    "invented clause in the text": insert_invention,
    "perhaps": hedge,
    "another person's name": name_stranger,
    "in the first person": speak_as_speaker,
    "with a yesterday": add_relative_day,
    "number one more": count_up,
    "number one less": count_down,
    "day in the text one more": count_day_up,
    "year in the text one more": turn_year,
    "begins in 1999": start_in_1999,
    "ends in 2020": end_in_2020,
    "begins later": start_later,
    "ends later": end_later,
    "relations reversed": turn_relations,
    "relations by hates": relate_by_hate,
    "quote that nobody said": quote_nobody,
    "another message": name_other_message,
}
"""What is done to one operation of an answer, by name."""


def _reword(operation: CaseOperation, text: str) -> CaseOperation | None:
    return replace(operation, text=text) if operation.text else None


def _relate(
    operation: CaseOperation, change: Callable[[StatedRelation], StatedRelation]
) -> CaseOperation | None:
    if not operation.relations:
        return None
    return replace(operation, relations=tuple(change(each) for each in operation.relations))


def _find_name(case: DecisionCase, operation: CaseOperation) -> str | None:
    """Return the name of whom a statement is about, as it stands there, or None."""
    names = [
        each for fact in (*case.facts, *case.allowed) for who in fact.who for each in who.split("|")
    ]
    return next((name for name in names if name in operation.text and name != "user"), None)


def _find_subject(case: DecisionCase, operation: CaseOperation) -> str:
    return _find_name(case, operation) or "The user"

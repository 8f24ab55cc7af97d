"""What is wrong with the details of a statement: its dates, numbers, words and relations.

Each function yields sentences; none if all is as it was said.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from mcp_mem0.domain.dates import format_moment
from mcp_mem0.evals.checking.case_material import list_numbers, list_units
from mcp_mem0.evals.checking.date_mentions import DateMention, ExpectedDate
from mcp_mem0.evals.checking.language import ENGLISH, load_language
from mcp_mem0.evals.checking.relation_match import RelationCheck
from mcp_mem0.evals.checking.statement_text import StatementText
from mcp_mem0.evals.checking.text_forms import find_words, fold_text, overlap, split_clauses

SLACK: Final = 1
"""So many words that nobody said may stand beside what is expected: a paraphrase needs some."""

FOREIGN_SLACK: Final = 2
"""The same in a language of which few words are known."""

SIGNS_SLACK: Final = 4
"""The same in signs."""

STEM_CHARS: Final = 4
"""So much of a noun is compared: the rest may be its ending."""

_FORM: Final = re.compile(r"\w+(?:ing|ed|ly)")
"""An English verb or adverb by its ending: a clause beside may have one more of them."""


def list_date_problems(text: StatementText) -> Iterator[str]:
    """Yield dates that are missing, wrong or made up."""
    expected, operation = text.expected, text.operation
    moments = (operation.valid_from, operation.valid_to)
    for wanted, moment, is_end in zip(
        (expected.on, expected.until), moments, (False, True), strict=True
    ):
        if wanted is None:
            continue
        date = ExpectedDate(wanted)
        told = [each for each in text.mentions if date.is_mentioned(each.said)]
        others = text.language.sinces if is_end else text.language.untils
        is_told = any(not _is_after(text, each, others) for each in told)
        if told and not is_told:
            turned = "begins when it should end" if is_end else "ends when it should begin"
            yield f"it {turned}: {wanted}"
        if moment is None and not is_told:
            yield f"it does not say {'until ' if is_end else ''}{wanted}"
        if moment is not None and not date.is_met(moment, "end" if is_end else "start"):
            yield f"it {'ends' if is_end else 'begins'} at {format_moment(moment)}"
        precision = operation.precisions[is_end]
        if moment is not None and not date.is_as_exact(precision):
            yield f"it is dated to the {precision}, and {wanted} was said"
    yield from _list_unexpected_edges(text)
    for mention in text.mentions:
        if not text.material.allows_date(mention.said, expected, operation.position):
            first, last = mention.span
            yield f"it names a date that nobody said: {text.folded[first:last].strip()!r}"


def _is_after(text: StatementText, mention: DateMention, words: Sequence[str]) -> bool:
    """Whether a date in the text stands after one of some words, such as "until"."""
    before = text.folded[: mention.span[0]].removesuffix("the ").rstrip()
    return any(before.endswith(f" {word}") for word in words)


def _list_unexpected_edges(text: StatementText) -> Iterator[str]:
    """Yield what is wrong with a start or an end that is not expected."""
    expected, operation, material = text.expected, text.operation, text.material
    dates = [ExpectedDate(each) for each in expected.dates]
    start, end = operation.valid_from, operation.valid_to
    if start is not None and expected.on is None:
        known = {*operation.targets}
        since = [fact.said_at for fact in material.case.known if fact.name in known]
        days = [*dates, *(ExpectedDate(moment.date().isoformat()) for moment in since)]
        if not expected.is_vague:
            days += material.list_message_days(operation.position)
        if not any(day.is_met(start, "start") for day in days):
            yield f"it begins at {format_moment(start)}"
    if end is not None and expected.until is None:
        days = dates if expected.on is None else [*dates, ExpectedDate(expected.on)]
        if not any(day.is_met(end, "end") for day in days):
            yield f"it ends at {format_moment(end)}"


def list_number_problems(text: StatementText) -> Iterator[str]:
    """Yield numbers that nobody said, and numbers with another unit."""
    position = text.operation.position
    accounted = text.material.list_numbers(text.expected, position)
    for number in list_numbers(text.undated, text.language):
        if number not in accounted and number.lstrip("0") not in accounted:
            yield f"it has a number that nobody said: {number}"
    units = text.material.list_units(text.expected, position)
    for number, unit in list_units(text.undated):
        if unit not in units.get(number, {unit}):
            yield f"it has another unit than was said: {number} {unit}"


def list_word_problems(text: StatementText) -> Iterator[str]:
    """Yield words that say more than was said."""
    vocabulary = text.material.build_vocabulary(text.expected)
    folded = text.blank(text.idioms, text.undated)
    values = [*(text.says or ()), *(text.denies or ()), *(text.who_spans or ())]
    things = _list_things(text)
    if things:
        yield f"it says more than was said: {', '.join(things)}"
    strange: list[str] = []
    for first, last in split_clauses(folded, text.language):
        found = vocabulary.list_unexplained(folded[first:last])
        is_beside = not any(overlap((first, last), value) for value in values)
        is_new = len(found) > SLACK or not all(map(_FORM.fullmatch, found))
        has_thing = not load_language(ENGLISH).thing_words.isdisjoint(found)
        if found and ((is_beside and is_new) or has_thing):
            yield f"it says more than was said: {', '.join(found)}"
        strange += found
    names = [word for word in strange if _is_name(text, word)]
    if names:
        yield f"it names what nobody mentioned: {', '.join(names)}"
    if len(strange) > _choose_slack(text):
        yield f"it says more than was said: {', '.join(strange)}"


def _list_things(text: StatementText) -> list[str]:
    """Return nouns of the language, such as those for relatives, that no source has."""
    if text.expected.language == ENGLISH:
        return []
    expected = text.expected
    values = [*expected.who, *expected.says, *expected.denies, *expected.words]
    sources = [fold_text(each) for each in (*text.material.sources, *values)]
    found = find_words(text.folded, sorted(text.language.thing_words), text.language)
    words = dict.fromkeys(text.folded[first:last] for first, last in found)
    return [word for word in words if not any(word[:STEM_CHARS] in each for each in sources)]


def _choose_slack(text: StatementText) -> int:
    if not text.language.spaced:
        return SIGNS_SLACK
    return SLACK if text.expected.language == ENGLISH else FOREIGN_SLACK


def _is_name(text: StatementText, word: str) -> bool:
    """Whether a word stands in the text with a capital."""
    if text.expected.language == "de":
        return False
    return f" {word.capitalize()}" in f" {text.operation.text}"


def list_relation_problems(text: StatementText) -> Iterator[str]:
    """Yield relations that nobody stated, or not in this direction."""
    check = RelationCheck(
        text=fold_text(text.operation.text),
        who=text.expected.who,
        expected=text.material.relations,
        vocabulary=text.material.build_vocabulary(text.expected),
    )
    for relation in text.operation.relations:
        problem = check.find_problem(relation)
        if problem is not None:
            yield f"it {problem}"

"""What is wrong with a statement in any case: how it is worded, and what it rests on."""

import re
from collections.abc import Iterator
from typing import Final

from mcp_mem0.domain.grounding.quotes import is_quoted
from mcp_mem0.evals.checking.case_material import CaseMaterial
from mcp_mem0.evals.checking.date_mentions import find_dates
from mcp_mem0.evals.checking.language import ENGLISH, Language, load_language
from mcp_mem0.evals.checking.text_forms import SPACELESS, find_words, fold_text, list_words
from mcp_mem0.evals.deciding.case_answers import CaseOperation

PARROTED_WORDS_MIN: Final = 3
PARROTED_SIGNS_MIN: Final = 6
"""A shorter message may stand in a fact word for word."""

BARE_WORDS_MAX: Final = 3
"""So short a message may be quoted although it has no word of the fact."""

_QUOTATION: Final = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»|„[^“]*“|「[^」]*」|'[^']{6,}'")


def find_wording_problem(material: CaseMaterial, operation: CaseOperation) -> str | None:
    """Return what is wrong with how a statement is worded, or None."""
    language = load_language(material.case.language)
    return next(_list_wording_problems(material, operation.text, language), None)


def _list_wording_problems(material: CaseMaterial, text: str, language: Language) -> Iterator[str]:
    bare = _QUOTATION.sub(" ", text)
    folded = fold_text(bare)
    for message in material.case.messages:
        if _is_parroted(message.content, text, language):
            yield "it repeats a message word for word, with who said it"
    said = [
        folded[first:last]
        for first, last in find_words(folded, sorted(language.self_words), language)
        if bare.find(folded[first:last].upper()) < 0 or folded[first:last] == "i"
    ]
    if said:
        yield f"it speaks as the speaker: {said[0]!r}"
    is_dated = any(each.said.day is not None for each in find_dates(bare, language))
    lone = [f"on {day}" for day in load_language(ENGLISH).weekday_words if day[-1] != "s"]
    days = [] if is_dated else find_words(folded, lone, language)
    days += find_words(folded, [*language.relative, *load_language(ENGLISH).relative], language)
    if days:
        first, last = days[0]
        yield f"it has a day that only its message explains: {folded[first:last]!r}"


def _is_parroted(message: str, text: str, language: Language) -> bool:
    """Whether a text is a whole message after the name of who said it."""
    words, said = " ".join(list_words(fold_text(text))), " ".join(list_words(fold_text(message)))
    is_long = len(said) >= PARROTED_SIGNS_MIN and (
        SPACELESS.search(said) is not None or len(said.split()) >= PARROTED_WORDS_MIN
    )
    if not is_long or said not in words:
        return False
    rest = words.replace(said, " ", 1)
    reports = [*language.reports, *load_language(ENGLISH).reports]
    has_colon = ":" in text.replace(message, "")
    return bool(find_words(rest, reports, language)) or (has_colon and bool(rest.strip()))


def find_support_problem(material: CaseMaterial, operation: CaseOperation) -> str | None:
    """Return why an operation does not rest on what was said, or None."""
    messages, position = material.case.messages, operation.position
    if position is None:
        return None
    if not 0 <= position < len(messages):
        return f"it rests on message {position + 1} of {len(messages)}"
    if operation.action == "NOOP":
        return None
    if not is_quoted(operation.quote, messages[position]):
        return f"message {position + 1} does not have the words that it quotes"
    if operation.is_statement and not _has_shared_word(material, operation):
        return f"the words that it quotes say nothing of it: {operation.quote!r}"
    return None


def _has_shared_word(material: CaseMaterial, operation: CaseOperation) -> bool:
    """Whether a quote has a word of the statement, or of a right answer's quote."""
    case, small = material.case, material.small_words
    meant = {*list_words(fold_text(operation.text)), *material.quoted_words}
    quoted = [word for word in list_words(fold_text(operation.quote)) if word not in small]
    if any(SPACELESS.search(word) for word in quoted):
        return any(sign in text for text in meant for sign in "".join(quoted))
    if not quoted:
        # "Yes!" can be all that was said; "I" is a piece of something longer.
        said = case.messages[operation.position or 0].content
        return len(list_words(said)) <= BARE_WORDS_MAX
    return any(word in meant or any(word[:4] == other[:4] for other in meant) for word in quoted)

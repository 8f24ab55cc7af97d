"""Whether the words of an episode support an operation."""

from collections.abc import Collection
from typing import Final

from mcp_mem0.domain.grounding.quoted_commands import complete_quote, is_ordered_item, widen_quote
from mcp_mem0.domain.grounding.quotes import find_sentence, is_quoted, split_sentences
from mcp_mem0.domain.model.operations import Add, Delete, Noop, Operation, Update, list_closed_facts
from mcp_mem0.domain.model.rows import Episode, Statement
from mcp_mem0.domain.text.forget_commands import is_command_only, is_forget_command
from mcp_mem0.domain.text.open_matters import is_doubtful, is_open_matter

FACT_CHARS_MAX: Final = 4_000

ORDER_FAULT: Final = "it rests on an order to forget, and only the tool forget carries those out"


CONSIDERED: Final = "the quoted words only consider it"


def find_support_fault(
    operation: Operation, episode: Episode, named: Collection[str]
) -> str | None:
    """Return why an operation does not rest on what was said, or None.

    Args:
        operation: What was decided.
        episode: What was said.
        named: Row ids of the facts that the caller said are replaced.
    """
    match operation:
        case Add(statement=statement):
            return _find_statement_fault(statement, episode)
        case Update(statement=statement):
            return (
                _find_statement_fault(statement, episode)
                or _find_order_fault(operation, episode, named)
                or _find_doubt_fault(operation, episode, named)
            )
        case Delete():
            return _find_delete_fault(operation, episode)
        case Noop():
            return None


def _find_order_fault(update: Update, episode: Episode, named: Collection[str]) -> str | None:
    """Return why an update may not close what its caller did not name, or None."""
    closed = list_closed_facts(update)
    if all(fact.id in named for fact in closed):
        return None
    statement = update.statement
    texts = [fact.text for fact in closed]
    said = widen_quote(statement.quote, episode.intake.all_messages[statement.position].content)
    return ORDER_FAULT if is_command_only(statement.text, said, texts) else None


def _find_doubt_fault(update: Update, episode: Episode, named: Collection[str]) -> str | None:
    """Return why words that only consider a new value may not set it, or None."""
    if all(fact.id in named for fact in list_closed_facts(update)):
        return None
    statement = update.statement
    content = episode.intake.all_messages[statement.position].content
    return CONSIDERED if is_only_considered(statement.quote, content, statement.text) else None


def _find_statement_fault(statement: Statement, episode: Episode) -> str | None:
    """Return why a statement does not rest on the episode's words, or None."""
    messages = episode.intake.all_messages
    if not 0 <= statement.position < len(messages):
        return _describe_missing_message(statement.position, len(messages))
    # What the caller stated may be longer: requests have a limit of their own.
    chars_max = max(FACT_CHARS_MAX, len(messages[statement.position].content))
    if not statement.text.strip() or len(statement.text) > chars_max:
        return f"its text is empty or longer than {chars_max:,} characters"
    start, end = statement.valid_from, statement.valid_to
    if start is not None and end is not None and start > end:
        return "it ends before it begins"
    if not is_quoted(statement.quote, messages[statement.position]):
        return _describe_missing_quote(statement.position)
    return None


def _find_delete_fault(delete: Delete, episode: Episode) -> str | None:
    """Return why words of the episode do not end a fact, or None; a decider may name none."""
    messages = episode.intake.all_messages
    if delete.position is None:
        return None
    if not 0 <= delete.position < len(messages):
        return _describe_missing_message(delete.position, len(messages))
    if not is_quoted(delete.quote, messages[delete.position]):
        return _describe_missing_quote(delete.position)
    said = messages[delete.position].content
    is_order = is_forget_command(complete_quote(delete.quote, said))
    if is_order or is_ordered_item(delete.quote, said, delete.target.text):
        return ORDER_FAULT
    content = messages[delete.position].content
    return CONSIDERED if is_only_considered(delete.quote, content, "") else None


def _describe_missing_message(position: int, count: int) -> str:
    return f"it rests on message {position}, and there are {count}"


def _describe_missing_quote(position: int) -> str:
    return f"message {position} does not have the words that it quotes"


def is_only_considered(quote: str, content: str, text: str) -> bool:
    """Return whether quoted words only consider what a text states as a fact.

    Args:
        quote: The quoted words.
        content: The message that they are from; the whole sentence counts.
        text: What is stated on them; a plan that is kept as a plan may be considered.
    """
    sentences = split_sentences(content)
    sentence = sentences[find_sentence(quote, content)] if sentences else quote
    return is_doubtful(sentence) and not (is_doubtful(text) or is_open_matter(text))

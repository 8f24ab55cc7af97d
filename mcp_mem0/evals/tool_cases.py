"""`ToolCase`, a case in which an assistant must choose a tool or none, and finding its fault."""

from dataclasses import dataclass

from mcp_mem0.domain.llm.call import ToolCall
from mcp_mem0.domain.model.rows import Message
from mcp_mem0.evals.decision_cases import fold_text, has_words

FORGET = "forget"
NO_TOOL = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolCase:
    """One case.

    Attributes:
        name: Unique among all cases.
        why: What a good assistant understands here.
        said: The conversation; a message of the role "tool" is what that tool answered.
        calls: The tools of which one should be called next; "none" stands for none.
        contains: Words that the arguments of the calls to these must have, taken together; "a|b"
            is either.
        lacks: Words that they must not have.
        never: Tools that must not be called; `forget` is one wherever it is not asked for.
    """

    name: str
    why: str
    said: tuple[Message, ...]
    calls: tuple[str, ...]
    contains: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


def find_tool_fault(case: ToolCase, calls: tuple[ToolCall, ...]) -> str | None:
    """Return what is wrong with the calls that an assistant wants to make, or None."""
    made = ", ".join(call.tool for call in calls) or NO_TOOL
    wanted = " or ".join(case.calls)
    never = {*case.never, FORGET} - {*case.calls}
    if any(call.tool in never for call in calls):
        return f"it calls {made}, and must not"
    if not calls:
        return None if NO_TOOL in case.calls else f"it calls no tool instead of {wanted}"
    chosen = [call for call in calls if call.tool in case.calls]
    if not chosen:
        return f"it calls {made} instead of {wanted}"
    arguments = " ".join(call.arguments for call in chosen)
    if not _has_right_arguments(case, arguments):
        return f"it calls {made} with other arguments: {arguments}"
    return None


def _has_right_arguments(case: ToolCase, arguments: str) -> bool:
    text = fold_text(arguments)
    return all(has_words(text, words) for words in case.contains) and not any(
        has_words(text, words) for words in case.lacks
    )

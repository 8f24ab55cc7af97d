"""`ToolCase`, a case in which an assistant must choose a tool or none, and finding its fault."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from pydantic import JsonValue, TypeAdapter, ValidationError

from mcp_mem0.domain.llm.call import ToolCall
from mcp_mem0.domain.model.rows import Message
from mcp_mem0.evals.checking.language import ENGLISH, load_language
from mcp_mem0.evals.checking.polarity import Polarity
from mcp_mem0.evals.checking.text_forms import Span, find_value, fold_numbers, fold_text

FORGET: Final = "forget"
NO_TOOL: Final = "none"
TOOLS: Final = frozenset({"remember", "recall", "relate", "forget"})
HARMLESS: Final = frozenset({"tags", "wait_s", "limit", "max_tokens", "detail"})
"""Arguments that may be given whatever the case: they change nothing of what is meant."""

Arguments: TypeAlias = dict[str, JsonValue]
_ARGUMENTS: Final[TypeAdapter[Arguments]] = TypeAdapter(dict[str, JsonValue])


@dataclass(frozen=True, slots=True, kw_only=True)
class ArgumentCheck:
    """What the arguments of the calls of one tool must be, taken together.

    Attributes:
        says: Words that each of these arguments must say; "a|b" is either, of arguments too.
        equals: Values that these arguments must have; of a list the order is free.
        lacks: Words that no argument may have.
        may: Further arguments that may be given.
        language: The language of the words.
    """

    says: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    equals: Mapping[str, str | tuple[str, ...] | bool] = field(
        default_factory=dict[str, str | tuple[str, ...] | bool]
    )
    lacks: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    language: str = ENGLISH

    def find_problem(self, calls: Sequence[Arguments]) -> str | None:
        """Return what is wrong with the arguments of some calls, or None."""
        return next(self._list_problems(calls), None)

    def _list_problems(self, calls: Sequence[Arguments]) -> Iterator[str]:
        says = (name for names in self.says for name in names.split("|"))
        allowed = {*says, *self.equals, *self.may, *HARMLESS}
        for name in dict.fromkeys(name for call in calls for name in call):
            if name not in allowed:
                yield f"{name!r} should not be given"
        for name, words in self.says.items():
            yield from self._list_word_problems(name, words, _list_texts(calls, name))
        for name, wanted in self.equals.items():
            given = [call[name] for call in calls if name in call]
            if not given or any(not _is_equal(value, wanted) for value in given):
                shown = json.dumps(given[0] if given else None, ensure_ascii=False)
                yield f"{name!r} is {shown} and not {wanted!r}"
        everything = fold_text(json.dumps(list(calls), ensure_ascii=False))
        yield from (f"it has {word!r}" for word in self.lacks if fold_text(word) in everything)

    def _list_word_problems(
        self, name: str, words: Sequence[str], texts: Sequence[str]
    ) -> Iterator[str]:
        language = load_language(self.language)
        if not texts:
            yield f"{name!r} is missing"
            return
        folded = [fold_numbers(fold_text(text), language) for text in texts]
        for group in words:
            found = [(text, span) for text in folded if (span := self._find(text, group))]
            if not found:
                yield f"{name!r} does not say {group!r}"
            # What belongs to another group, such as "without", denies nothing of this one.
            elif all(
                Polarity(text, language).has_denied([span], self._find_all(text, words))
                for text, span in found
            ):
                yield f"{name!r} denies {group!r}"

    def _find(self, text: str, group: str) -> Span | None:
        language = load_language(self.language)
        spans = (find_value(text, each, language) for each in group.split("|"))
        return next((span for span in spans if span is not None), None)

    def _find_all(self, text: str, groups: Sequence[str]) -> list[Span]:
        spans = (self._find(text, group) for group in groups)
        return [span for span in spans if span is not None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolCase:
    """One case.

    Attributes:
        name: Unique among all cases.
        why: What a good assistant understands here.
        said: The conversation; a message of the role "tool" is what that tool answered.
        calls: The tools of which one should be called next; "none" stands for none.
        arguments: What the arguments of the calls to these must be.
        never: Tools that must not be called; `forget` is one wherever it is not asked for.
    """

    name: str
    why: str
    said: tuple[Message, ...]
    calls: tuple[str, ...]
    arguments: Mapping[str, ArgumentCheck] = field(default_factory=dict[str, ArgumentCheck])
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
    return _find_argument_fault(case, chosen)


def _find_argument_fault(case: ToolCase, calls: Sequence[ToolCall]) -> str | None:
    """Return what is wrong with the arguments, or None: of one tool, all that it was given."""
    for tool in dict.fromkeys(call.tool for call in calls):
        given = [call.arguments for call in calls if call.tool == tool]
        try:
            read = [_ARGUMENTS.validate_json(arguments) for arguments in given]
        except ValidationError:
            return f"it calls {tool} with what is no JSON object: {' '.join(given)}"
        check = case.arguments.get(tool)
        problem = None if check is None else check.find_problem(read)
        if problem is not None:
            return f"it calls {tool} with other arguments: {problem}: {' '.join(given)}"
    return None


def _list_texts(calls: Sequence[Arguments], name: str) -> list[str]:
    """Return what some calls give as an argument, as texts."""
    return [
        value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        for call in calls
        for each in name.split("|")
        if (value := call.get(each)) is not None
    ]


def _is_equal(given: JsonValue, wanted: str | tuple[str, ...] | bool) -> bool:  # noqa: FBT001 - a value
    if isinstance(wanted, tuple):
        return isinstance(given, list) and sorted(map(str, given)) == sorted(wanted)
    return given == wanted

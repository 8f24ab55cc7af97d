"""One client of the demo: calls its server and records calls and answers."""

from dataclasses import dataclass, field
from typing import Protocol

from mcp import Client
from mcp_types import TextContent
from pydantic import BaseModel, JsonValue


class DemoError(Exception):
    """A step of the demo had an unexpected result."""


class Teller(Protocol):
    """Shows the demo while it runs."""

    def begin_scene(self, title: str) -> None:
        """Begin a scene."""
        ...

    def call(self, entry: "DemoCall") -> None:
        """Show one call and its answer."""
        ...


class DemoCall(BaseModel):
    """One call of the demo and its answer."""

    client: str
    tool: str
    arguments: dict[str, JsonValue]
    text: str
    structure: dict[str, JsonValue]


@dataclass(frozen=True, slots=True)
class DemoAnswer:
    """What the server answered."""

    entry: DemoCall

    def expect(self, *wanted: str, lacks: str | None = None) -> "DemoAnswer":
        """Return the answer if it contains the wanted texts.

        Raises:
            DemoError: A text is missing, or an unwanted one is there.
        """
        text = self.entry.text
        missing = [words for words in wanted if words not in text]
        if missing or (lacks is not None and lacks in text):
            problem = f"lacks {missing[0]!r}" if missing else f"still has {lacks!r}"
            raise DemoError(f"the answer to {self.entry.tool} {problem}:\n{text}")
        return self

    @property
    def change(self) -> str:
        """The id of the change that the call made.

        Raises:
            DemoError: It made no change.
        """
        change = self.entry.structure.get("change")
        if not isinstance(change, str):
            raise DemoError(f"{self.entry.tool} made no change:\n{self.entry.text}")
        return change

    def find_fact_id(self, text: str) -> str:
        """Return the id of the fact with this text.

        Raises:
            DemoError: The answer has no such fact.
        """
        for name in ("memories", "found"):
            match self.entry.structure.get(name):
                case [*facts]:
                    for fact in facts:
                        match fact:
                            case {"text": said, "id": str(fact_id)} if said == text:
                                return fact_id
                            case _:
                                continue
                case _:
                    continue
        raise DemoError(f"{self.entry.tool} did not find {text!r}:\n{self.entry.text}")


@dataclass(frozen=True)
class Stage:
    """A client of the demo, and the teller that shows its calls."""

    name: str
    client: Client
    teller: Teller
    entries: list[DemoCall] = field(default_factory=list[DemoCall])

    def begin_scene(self, title: str) -> None:
        """Begin a scene."""
        self.teller.begin_scene(title)

    async def call(self, tool: str, **arguments: JsonValue) -> DemoAnswer:
        """Call a tool.

        Raises:
            DemoError: The tool returned an error.
        """
        result = await self.client.call_tool(tool, arguments)
        text = "\n".join(part.text for part in result.content if isinstance(part, TextContent))
        if result.is_error:
            raise DemoError(f"{tool} failed: {text}")
        entry = DemoCall(
            client=self.name,
            tool=tool,
            arguments=arguments,
            text=text,
            structure=result.structured_content or {},
        )
        self.teller.call(entry)
        self.entries.append(entry)
        return DemoAnswer(entry)

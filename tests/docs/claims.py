"""Pages whose claims name the tests that hold them."""

import ast
import re
from dataclasses import dataclass
from pathlib import Path

from tests.docs.pages import DOCS

TESTS = DOCS.parent / "tests"
_NAMED = re.compile(r"`([\w/]+\.py)::(\w+)`")


@dataclass(frozen=True)
class ClaimPage:
    """A page of claims.

    Attributes:
        file: Where it is.
        unheld: The heading over what is not promised, which needs no test.
    """

    file: Path
    unheld: str

    def split_sections(self) -> dict[str, str]:
        """Return the text under each heading."""
        _, *parts = re.split(r"^## ", self.file.read_text(encoding="utf-8"), flags=re.MULTILINE)
        return {heading: text for heading, _, text in (part.partition("\n") for part in parts)}

    def list_claims(self) -> list[str]:
        """Return each item of each list that claims something."""
        return [
            item
            for heading, text in self.split_sections().items()
            if heading != self.unheld
            for item in re.findall(r"^- .*(?:\n  .*)*", text, flags=re.MULTILINE)
        ]

    def list_unheld(self) -> list[str]:
        """Return the items of what is not promised."""
        return re.findall(r"^- \*\*", self.split_sections()[self.unheld], flags=re.MULTILINE)


def list_named_tests(claim: str) -> list[tuple[str, str]]:
    """Return the file and the name of each test that a claim names."""
    return _NAMED.findall(claim)


def is_test(file: str, name: str) -> bool:
    """Whether a file of the tests has a test of that name, in a class or not."""
    tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    return name in {each.name for each in ast.walk(tree) if isinstance(each, functions)}

"""A file, folder or module that a page names is there."""

import re
from pathlib import Path

import pytest

from tests.docs.pages import DOCS

ROOT = DOCS.parent
PACKAGE = ROOT / "mcp_mem0"
PAGES = [*DOCS.rglob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
FOLDERS = [folder for folder in (ROOT, PACKAGE, ROOT / "tests") if folder.is_dir()]
_QUOTED = re.compile(r"`([\w./-]+?)(?:::\w+)?`")
_MODULE = re.compile(r"mcp_mem0(?:\.\w+)+")
_THERE = [
    str(path)
    for name in ("mcp_mem0", "tests", "scripts", "benchmarks")
    for path in (ROOT / name).rglob("*")
]


def names_code(words: str) -> bool:
    """Whether quoted words name a file, a folder or a module of this repository."""
    first, slash, _ = words.partition("/")
    is_ours = bool(first and slash) and first != ".git"
    begins_with_folder = is_ours and any((folder / first).is_dir() for folder in FOLDERS)
    return words.endswith(".py") or begins_with_folder or _MODULE.fullmatch(words) is not None


def is_there(words: str) -> bool:
    if _MODULE.fullmatch(words):
        words = words.replace(".", "/")
        return any((ROOT / f"{words}{end}").exists() for end in ("", ".py"))
    if any((folder / words).exists() for folder in FOLDERS):
        return True
    return any(path.endswith(f"/{words.rstrip('/')}") for path in _THERE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_each_file_that_a_page_names_is_there(page: Path) -> None:
    quoted = _QUOTED.findall(page.read_text(encoding="utf-8"))

    assert [words for words in quoted if names_code(words) and not is_there(words)] == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("views.py", True),
        ("services/settling/group_commit.py", True),
        ("mcp_mem0.domain.text", True),
        ("mcp_mem0/adapters/", True),
        ("arrivals.py", False),
        ("services/arrivals.py", False),
        ("mcp_mem0.domain.arrivals", False),
    ],
)
def test_a_file_that_is_not_there_is_found(words: str, *, expected: bool) -> None:
    assert names_code(words)
    assert is_there(words) == expected


def test_git_s_own_folder_is_not_ours_to_name() -> None:
    assert not names_code(".git/hooks")

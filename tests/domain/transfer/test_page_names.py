"""Every name becomes that of one file, on every system, and leads nowhere else."""

import unicodedata
from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcp_mem0.domain.transfer.page_names import (
    NAME_BYTES_MAX,
    build_safe_name,
    choose_page_names,
)

REFUSED = set('<>:"/\\|?*[]#^') | {chr(code) for code in (*range(32), *range(127, 160))}


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("Ana", "Ana"),
        ("Zürich HB", "Zürich HB"),
        ("../../etc/passwd", "-..-etc-passwd"),
        ("C:\\Windows", "C-Windows"),
        ("CON", "CON_"),
        ("nul.txt", "nul.txt_"),
        ("com1", "com1_"),
        ("console", "console"),
        ("...", "unnamed"),
        ("", "unnamed"),
        ("///", "unnamed"),
        ("a\x00b\nc", "a-b-c"),
        ("trailing. ", "trailing"),
        ("[[Ana]]|#x", "-Ana-x"),
        ("a\u202eb\u200b", "ab"),
    ],
)
def test_a_name_stays_as_it_is_where_files_can_be_called_so(name: str, page: str) -> None:
    assert build_safe_name(name) == page


@given(st.text(max_size=300))
def test_no_name_leaves_its_folder_or_is_refused(name: str) -> None:
    page = build_safe_name(name)

    assert page
    assert not REFUSED & {*page}
    assert len(page.encode()) <= NAME_BYTES_MAX + 1
    assert page == page.strip(" ").rstrip(".")
    assert PurePosixPath(page).name == page
    assert PureWindowsPath(page).name == page
    assert not PureWindowsPath(page).is_reserved()


@given(st.lists(st.text(max_size=8), max_size=12, unique=True))
def test_no_two_names_get_one_page(names: list[str]) -> None:
    chosen = choose_page_names(names, taken=("index",))
    folded = {unicodedata.normalize("NFKC", page).casefold() for page in chosen.values()}

    assert chosen.keys() == {*names}
    assert len(folded) == len(names)
    assert "index" not in folded


def test_names_that_would_meet_are_told_apart_by_a_sum() -> None:
    chosen = choose_page_names(["a/b", "a:b", "A-B", "index"], taken=("index",))

    assert chosen["A-B"] == "A-B"
    assert chosen["a/b"].startswith("a-b (")
    assert chosen["index"].startswith("index (")
    # The same in each export.
    assert choose_page_names(["index", "A-B", "a:b", "a/b"], taken=("index",)) == chosen

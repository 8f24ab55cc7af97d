"""Words of others stand in a page as they are, and make nothing of it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcp_mem0.domain.transfer.markdown_text import (
    escape_markdown,
    format_front_matter,
    format_link,
    link_names,
)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Ana plays chess.", "Ana plays chess."),
        ("# Title", "\\# Title"),
        ("- item", "\\- item"),
        ("1. item", "1\\. item"),
        ("a\n\n---\nb", "a --- b"),
        ("[[x]]", "\\[\\[x\\]\\]"),
        ("<script>", "\\<script\\>"),
        ("`rm -rf`", "\\`rm -rf\\`"),
        ("%%hidden%%", "\\%\\%hidden\\%\\%"),
        ("\x1b[2Ja\u202eb", "\\[2Jab"),
        ("3-1 and 2.5", "3-1 and 2.5"),
    ],
)
def test_marks_are_only_characters(text: str, written: str) -> None:
    assert escape_markdown(text) == written


@given(st.text(max_size=60))
def test_a_text_stays_on_its_line(text: str) -> None:
    assert len((escape_markdown(text) + "x").splitlines()) == 1


def test_names_become_links_where_they_stand() -> None:
    pages = {"New York": "s/New York", "York": "s/York", "Ana": "s/Ana", "Ben": "s/Ben"}

    text, rest = link_names("Ana moved to New York, not Yorkshire.", pages)

    assert text == "[[s/Ana|Ana]] moved to [[s/New York|New York]], not Yorkshire."
    assert rest == {"York", "Ben"}


@pytest.mark.parametrize("name", ["a]] b", "a|b", "<b>", "a\nb"])
def test_no_label_breaks_out_of_its_link(name: str) -> None:
    link = format_link("s/page", name)

    assert link.count("[[") == link.count("]]") == 1
    assert link.count("|") == 1
    assert not {"<", "\n"} & {*link}


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_nothing_breaks_out_of_the_front_matter(value: str) -> None:
    lines = format_front_matter({"title": value, "facts": 3}).splitlines()

    assert (lines[0], lines[-1], len(lines)) == ("---", "---", 4)
    assert json.loads(lines[1].removeprefix("title: ")) == value

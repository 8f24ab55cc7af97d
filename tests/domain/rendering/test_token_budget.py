"""An answer must fit its budget as it is read, and still say something."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcp_mem0.domain.rendering import render_recollection
from mcp_mem0.domain.rendering.answer_size import count_answer_tokens, count_beginning_tokens
from mcp_mem0.domain.rendering.token_budget import SHORTEST_CHARS, fit_token_budget
from mcp_mem0.domain.requests.model import Detail, Form
from mcp_mem0.domain.results.recall_result import SECTIONS, Memory, Pointer, Recollection
from mcp_mem0.domain.text.token_estimate import estimate_tokens
from tests.support.recalled_memory import memory

SMALLEST = 100
"""The least that a caller may ask for."""

texts = st.text(alphabet='ab c\n"我', min_size=1, max_size=400)
contents = st.lists(texts, min_size=1, max_size=8)
details = st.sampled_from(("brief", "full"))
forms = st.sampled_from(("text", "json", "both"))


def recollection(texts: list[str]) -> Recollection:
    return Recollection(memories=tuple(memory(text) for text in texts), left_out=2, pending=1)


@st.composite
def memories(draw: st.DrawFn) -> Memory:
    """Return a memory of any space and section, with or without pointers."""
    found = memory(draw(texts))
    pointers = st.none() | texts.map(lambda text: Pointer(id="f_06w2q7k3d", text=text))
    return replace(
        found,
        row=replace(found.row, space=draw(st.sampled_from(("home", "a 我 b"))), revision=2),
        section=draw(st.sampled_from((None, *SECTIONS))),
        replaces=draw(st.none() | texts),
        replaced_by=draw(pointers),
        outdated_by=draw(pointers),
    )


recollections = st.builds(
    Recollection,
    memories=st.lists(memories(), min_size=1, max_size=6).map(tuple),
    left_out=st.integers(0, 3),
    pending=st.integers(0, 3),
    notes=st.lists(st.sampled_from(("Words only.", "我 b")), max_size=2).map(tuple),
)


@given(recollections, st.integers(SMALLEST, 800), details, forms)
def test_an_answer_fits_whatever_the_rows_and_says_what_it_left_out(
    whole: Recollection, tokens_max: int, detail: Detail, form: Form
) -> None:
    cut = fit_token_budget(whole, detail, tokens_max=tokens_max, form=form)

    assert (
        count_answer_tokens(cut, detail, form) <= tokens_max
        or max(len(each.text) for each in cut.memories) <= SHORTEST_CHARS
    )
    assert len(cut.memories) >= 1
    assert len(cut.memories) + cut.left_out == len(whole.memories) + whole.left_out


@given(recollections, details, forms)
def test_the_sizes_of_beginnings_are_those_of_whole_answers(
    whole: Recollection, detail: Detail, form: Form
) -> None:
    sizes = list(count_beginning_tokens(whole, detail, form))

    for count, size in enumerate(sizes, start=1):
        beginning = fit_token_budget(whole, detail, tokens_max=size, form=form)
        assert count <= len(beginning.memories)
        assert count_answer_tokens(beginning, detail, form) <= size
    assert sizes[-1] == count_answer_tokens(
        fit_token_budget(whole, detail, tokens_max=10**9), detail, form
    )


@given(contents, st.integers(SMALLEST, 500), forms)
def test_no_further_memory_would_have_fitted(texts: list[str], tokens_max: int, form: Form) -> None:
    whole = recollection(texts)

    cut = fit_token_budget(whole, "brief", tokens_max=tokens_max, form=form)

    kept = len(cut.memories)
    if kept < len(texts):
        more = replace(
            whole,
            memories=whole.memories[: kept + 1],
            left_out=whole.left_out + len(texts) - kept - 1,
        )
        assert count_answer_tokens(more, "brief", form) > tokens_max


def test_the_form_that_is_read_is_counted() -> None:
    whole = recollection(["Lives in Oslo"] * 50)

    kept = {
        form: len(fit_token_budget(whole, "brief", tokens_max=500, form=form).memories)
        for form in ("text", "json", "both")
    }

    text = fit_token_budget(whole, "brief", tokens_max=500, form="text")
    assert estimate_tokens(render_recollection(text, "brief")) <= 500
    assert kept["both"] == min(kept["text"], kept["json"])
    assert kept["text"] != kept["json"]


def test_what_fits_is_left_as_it_is() -> None:
    whole = recollection(["Lives in Oslo", "Works in Bergen"])

    assert fit_token_budget(whole, "brief", tokens_max=1_000) == whole
    assert fit_token_budget(Recollection(memories=()), "brief", tokens_max=1) == Recollection(
        memories=()
    )


def test_the_sections_of_a_brief_stand_together_and_the_first_memories_are_kept() -> None:
    told = [("user", "I sail"), ("recent", "It rained"), ("user", "I paint"), ("around", "Oslo")]
    whole = Recollection(
        memories=tuple(replace(memory(text), section=section) for section, text in told)
    )

    of_three = list(count_beginning_tokens(whole, "brief", "both"))[2]

    kept = fit_token_budget(whole, "brief", tokens_max=of_three)

    assert [each.text for each in kept.memories] == ["I sail", "I paint", "It rained"]


def test_a_single_memory_that_is_too_long_is_shortened() -> None:
    cut = fit_token_budget(recollection(["word " * 1_000]), "brief", tokens_max=SMALLEST)

    assert cut.memories[0].text.endswith("word…")
    assert SMALLEST * 0.9 < count_answer_tokens(cut, "brief") <= SMALLEST


@pytest.mark.parametrize("tokens_max", [0, 1])
def test_a_budget_that_nothing_fits_still_gets_the_beginning(tokens_max: int) -> None:
    cut = fit_token_budget(recollection(["word " * 1_000]), "brief", tokens_max=tokens_max)

    assert 0 < len(cut.memories[0].text) <= SHORTEST_CHARS

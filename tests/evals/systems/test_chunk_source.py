"""Chunks are of one size and hold the whole conversation, and the nearest ones are shown."""

import pytest

from mcp_mem0.domain.text.token_estimate import estimate_tokens
from mcp_mem0.evals.systems.chunk_source import build_chunk_source, cut_chunks
from mcp_mem0.evals.systems.turn_lines import TurnLine, render_turn_lines
from tests.support.doubles import ReadableEmbedder
from tests.support.two_friends import BAKERY, BOAT, FRIENDS, ask

LINES = render_turn_lines(FRIENDS)


def test_a_line_says_when_and_by_whom_a_turn_was_said() -> None:
    assert [line.text for line in LINES[1:3]] == [
        f"[2023-05-08 13:58] Tom: {BOAT}",
        f"[2023-07-03 23:30] Ida: {BAKERY}",
    ]


@pytest.mark.parametrize("tokens", [8, 20, 64, 8_192])
def test_chunks_fit_their_size_and_lose_no_word_and_no_turn(tokens: int) -> None:
    chunks = [*cut_chunks(LINES, tokens)]

    assert all(estimate_tokens(chunk.text) <= tokens for chunk in chunks)
    said = " ".join(line.text for line in LINES)
    assert " ".join(chunk.text for chunk in chunks).split() == said.split()
    assert [turn for chunk in chunks for turn in chunk.turns] == [line.turn for line in LINES]


def test_a_turn_belongs_to_the_chunk_that_has_most_of_it() -> None:
    lines = [
        TurnLine(turn="short", text="one two three four."),
        TurnLine(turn="long", text="a. " + "b c d e f g h."),
    ]

    chunks = [*cut_chunks(lines, 9)]

    assert [chunk.turns for chunk in chunks] == [("short",), ("long",)]


def test_of_a_conversation_in_one_chunk_all_is_shown() -> None:
    (chunk,) = cut_chunks(LINES, 8_192)

    assert chunk.turns == tuple(line.turn for line in LINES)


async def test_the_nearest_chunks_are_shown_nearest_first() -> None:
    source = await build_chunk_source(FRIENDS, ReadableEmbedder(), chunk_tokens=20, count=2)

    boat = await source.find(ask("painted my boat red in the harbour"))
    bakery = await source.find(ask("My sister Vera opened a bakery"))

    assert boat.turns[0] == "D1:2"
    assert bakery.turns[0] == "D2:1"
    assert len(boat.text.split("\n\n")) == 2
    assert boat.tokens == estimate_tokens(boat.text) <= 40


async def test_of_equally_near_chunks_the_earlier_comes_first() -> None:
    source = await build_chunk_source(FRIENDS, ReadableEmbedder(), chunk_tokens=20, count=50)
    same = await build_chunk_source(FRIENDS, ReadableEmbedder(), chunk_tokens=20, count=1)
    twins = (source.vectors[0],) * len(source.vectors)

    alike = type(source)(
        chunks=source.chunks, vectors=twins, embedder=source.embedder, count=source.count
    )

    assert (await alike.find(ask("anything"))).turns == tuple(line.turn for line in LINES)
    assert len((await same.find(ask("anything"))).text.split("\n\n")) == 1

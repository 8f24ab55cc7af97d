"""The picture is one page that loads nothing, runs nothing and shows everything."""

import xml.etree.ElementTree as ET
from dataclasses import replace
from html.parser import HTMLParser
from itertools import combinations

from mcp_mem0.adapters.graph_picture import render_picture
from mcp_mem0.domain.graph.model import (
    Connections,
    Edge,
    Entity,
    NearTie,
    Neighbourhood,
    Path,
    PathStep,
    Tie,
)
from tests.support.row_builders import NOON, fact

Box = tuple[float, float, float, float]
SVG = "{http://www.w3.org/2000/svg}"


def entity(name: str) -> Entity:
    return Entity(name=name, type=None, also=(), first_met=NOON)


def stating(number: int, subject: str, predicate: str, object_: str) -> Tie:
    return Tie(
        fact=fact(number, text=f"{subject} {predicate} {object_}"),
        names=(subject, object_),
        edges=(Edge(subject=subject, predicate=predicate, object=object_),),
    )


def around(*ties: Tie) -> Neighbourhood:
    return Neighbourhood(
        space="default",
        centre=entity("Ana"),
        ties=tuple(NearTie(tie=tie, hops=1, reached_from="Ana") for tie in ties),
        others=(),
    )


def drawn(page: str) -> ET.Element:
    """The picture inside a page, parsed."""
    return ET.fromstring(page[page.index("<svg") : page.index("</svg>") + len("</svg>")])  # noqa: S314 - ours


class Tags(HTMLParser):
    """Collects the tags of a page and where they point."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name in {"src", "href"}]


def test_each_entity_is_a_circle_and_each_relation_an_arrow_with_its_words() -> None:
    mention = Tie(fact=fact(3, text="Ana met Ben"), names=("Ana", "Ben"), edges=())

    picture = drawn(
        render_picture(
            around(
                stating(1, "Ana", "lives_in", "Oslo"), stating(2, "Ana", "likes", "Oslo"), mention
            )
        )
    )

    circles = picture.findall(f"{SVG}circle")
    arrows = [path for path in picture.findall(f"{SVG}path") if path.get("marker-end")]
    dashes = [path for path in picture.findall(f"{SVG}path") if path.get("stroke-dasharray")]
    words = {"".join(text.itertext()).strip() for text in picture.findall(f"{SVG}text")}
    assert (len(circles), len(arrows), len(dashes)) == (3, 2, 1)
    assert words == {"Ana", "Oslo", "Ben", "lives in", "likes"}
    # Two relations between the same two entities do not lie on top of each other.
    assert arrows[0].get("d") != arrows[1].get("d")


def test_the_page_lists_the_facts_as_text() -> None:
    page = render_picture(around(stating(1, "Ana", "lives_in", "Oslo")))

    assert "Ana —lives in→ Oslo: f_000000001, said 2026-05-01, start unknown" in page


def test_stored_text_becomes_neither_tags_nor_links() -> None:
    evil = "</title></text></svg><script src='http://x.example/x.js'>alert(1)</script>"
    tie = stating(1, "Ana", evil, f"<img src=x onerror=alert(1)> {evil}")
    tags = Tags()

    tags.feed(render_picture(around(replace(tie, fact=replace(tie.fact, text=evil)))))

    assert {"script", "img", "link", "iframe"}.isdisjoint(tags.tags)
    assert tags.links == []


def test_the_same_graph_gives_the_same_picture() -> None:
    found = around(*(stating(number, "Ana", "knows", f"Friend {number}") for number in range(1, 9)))

    assert render_picture(found) == render_picture(found)


def test_an_entity_alone_is_drawn_too() -> None:
    alone = around(Tie(fact=fact(1, text="Ana likes tea"), names=("Ana",), edges=()))

    assert len(drawn(render_picture(alone)).findall(f"{SVG}circle")) == 1


def test_no_label_is_cut_off_or_hides_another() -> None:
    friends = [f"Colleague Number {number} of the Department" for number in range(1, 13)]
    ties = [stating(number, "Ana", "works_with", name) for number, name in enumerate(friends, 1)]
    more = [stating(number, friends[3], "reports_to", friends[4]) for number in (20, 21, 22)]

    picture = drawn(render_picture(around(*ties, *more)))

    left, top, width, height = map(float, picture.attrib["viewBox"].split())
    boxes = [box(text) for text in picture.findall(f"{SVG}text")]
    assert len(boxes) == len({"Ana", *friends}) + len(ties) + len(more)
    assert all(left <= each[0] and each[2] <= left + width for each in boxes)
    assert all(top <= each[1] and each[3] <= top + height for each in boxes)
    assert not [pair for pair in combinations(boxes, 2) if meet(*pair)]


def box(text: ET.Element) -> Box:
    """The bounds of a label in a common typeface: left, top, right and bottom."""
    x, y, size = (float(text.attrib[name]) for name in ("x", "y", "font-size"))
    lines = ["".join(line.itertext()) for line in text] or [str(text.text)]
    half = max(map(len, lines)) * size * 0.6 / 2
    return x - half, y - size * 0.8, x + half, y + size * (len(lines) - 1) + size * 0.2


def meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def test_paths_are_drawn_with_all_their_steps_and_unconnected_entities() -> None:
    step = PathStep(source="Ana", target="Oslo", tie=stating(1, "Ana", "lives_in", "Oslo"))
    found = Connections(
        space="default",
        entities=(entity("Ana"), entity("Oslo"), entity("Ben")),
        unknown=(),
        paths=(Path(steps=(step,)),),
        apart=(("Ana", "Ben"), ("Oslo", "Ben")),
    )

    assert len(drawn(render_picture(found)).findall(f"{SVG}circle")) == 3

"""Each plot has a title, words for those who do not see it, and its figures as a table."""

import xml.etree.ElementTree as ET
from dataclasses import replace

from mcp_mem0.evals.reports.page.plots import Plot, list_plots
from mcp_mem0.evals.reports.run_material import RunMaterial
from mcp_mem0.evals.reports.run_report import build_report
from tests.support.made_up_run import build_made_up_run

SVG = "{http://www.w3.org/2000/svg}"


def plots(material: RunMaterial) -> list[Plot]:
    return list(list_plots(build_report(material)))


def read_texts(plot: Plot) -> list[str]:
    return [each.text or "" for each in ET.fromstring(plot.svg).iter(f"{SVG}text")]  # noqa: S314 - ours


def test_every_plot_is_named_and_described() -> None:
    for plot in plots(build_made_up_run()):
        root = ET.fromstring(plot.svg)  # noqa: S314 - ours
        title, words = root.find(f"{SVG}title"), root.find(f"{SVG}desc")

        assert root.get("role") == "img"
        assert title is not None
        assert words is not None
        assert root.get("aria-labelledby") == f"{title.get('id')} {words.get('id')}"
        assert title.text == plot.title
        assert plot.table.rows


def test_each_system_that_shows_something_is_a_point_with_its_name() -> None:
    quality = plots(build_made_up_run())[0]
    names = [row[0] for row in quality.table.rows]

    assert names == ["mem0-single", "mem0g-single", "mem0g-single+tuned", "rules", *names[4:]]
    assert "vague-control" not in names
    assert {*names} <= {*read_texts(quality)}
    assert "vague answers" in read_texts(quality)


def test_names_without_room_are_numbers_with_a_legend() -> None:
    """Nine systems that show as much, and are as right, are one point."""
    run = build_made_up_run()
    names = [f"rules-{number}" for number in range(1, 10)]
    contexts = [
        each.model_copy(update={"system": name})
        for name in names
        for each in run.contexts
        if each.system == "rules"
    ]
    answers = [
        each.model_copy(update={"system": name})
        for name in names
        for each in run.answers
        if each.system == "rules"
    ]
    same = replace(run, systems=(*names,), contexts=(*contexts,), answers=(*answers,))
    quality = plots(same)[0]
    texts = list(ET.fromstring(quality.svg).iter(f"{SVG}text"))  # noqa: S314 - ours
    places = {
        number: {(each.get("x"), each.get("y")) for each in texts if each.text == number}
        for number in map(str, range(1, 10))
    }

    assert [each.text for each in texts if each.text in names] == names
    # One in the plot and one in the legend, and none of them where another one is.
    assert [len(each) for each in places.values()] == [2] * 9
    assert len({place for each in places.values() for place in each}) == 18


def test_growth_has_a_value_for_each_step_of_each_system() -> None:
    growth = plots(build_made_up_run())[1]

    assert [row[1] for row in growth.table.rows if row[0] == "rules"] == [
        *("1", "2", "3", "4", "5", "6", "7", "8")
    ]


def test_without_verdicts_words_are_plotted_and_without_answers_evidence() -> None:
    run = build_made_up_run()

    assert plots(run)[0].title == "Right answers against tokens shown"
    assert plots(replace(run, verdicts=()))[0].title == "F1 of answers against tokens shown"
    assert plots(replace(run, answers=(), verdicts=()))[0].title == (
        "Evidence shown against tokens shown"
    )


def test_only_what_searches_has_a_time() -> None:
    latency = plots(build_made_up_run())[2]

    assert [row[0] for row in latency.table.rows] == [
        *("mem0-single", "mem0g-single", "mem0g-single+tuned", "rules", "rag-512-2")
    ]


def test_a_search_that_took_no_time_is_no_point_of_a_logarithm() -> None:
    run = build_made_up_run()
    contexts = tuple(
        each.model_copy(update={"milliseconds": 0.0}) if each.system == "rules" else each
        for each in run.contexts
    )
    latency = plots(replace(run, contexts=contexts))[2]

    assert "rules" not in [row[0] for row in latency.table.rows]


def test_an_empty_run_has_no_plots() -> None:
    assert plots(replace(build_made_up_run(), contexts=(), answers=(), verdicts=())) == []

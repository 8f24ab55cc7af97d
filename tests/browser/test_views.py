"""Each view shows what it is for, on a memory that tells a story."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.opened import Opened
from tests.browser.story import (
    ALLERGY,
    MEETING,
    MEETING_LAST,
    MEETING_NOW,
    PAINT_LATER,
    UNDECIDED,
)

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


def go(page: Page, explorer: Opened, address: str) -> None:
    page.goto(f"{explorer.url}{address}")


def test_a_question_is_answered_with_why(looker: Page) -> None:
    looker.get_by_label("Ask the memory").fill("When does the restoration crew meet?")

    first = looker.locator(".fact-row").first
    expect(first).to_contain_text(MEETING_LAST)
    expect(first).to_contain_text("Why")
    expect(first.get_by_role("meter")).to_be_visible()
    assert "q=When" in looker.url


def test_without_a_question_it_shows_what_stands_out(looker: Page) -> None:
    expect(looker.get_by_role("heading", name="About you")).to_be_visible()
    expect(looker.locator("#main")).to_contain_text("Lanternfish")


def test_a_question_that_nothing_answers_says_so(looker: Page, shared: Opened) -> None:
    go(looker, shared, "#/search?q=Who won the chess olympiad?")

    expect(looker.locator("#main")).to_contain_text("Nothing is known about that")


def test_filters_narrow_every_list_and_stay_in_the_address(looker: Page, shared: Opened) -> None:
    go(looker, shared, "#/search?in=facts")
    looker.get_by_label("Tag").select_option("schedule")

    expect(looker.locator(".fact-row")).to_have_count(1)
    expect(looker.locator(".fact-row")).to_contain_text(MEETING_LAST)
    assert "tag=schedule" in looker.url
    looker.reload()
    expect(looker.get_by_label("Tag")).to_have_value("schedule")
    expect(looker.locator(".fact-row")).to_have_count(1)
    looker.get_by_role("button", name="Clear filters").click()
    expect(looker.locator(".fact-row")).not_to_have_count(1)


def test_a_fact_shows_its_revisions_words_relations_and_both_clocks(
    looker: Page, shared: Opened
) -> None:
    go(looker, shared, "#/search?in=facts")
    looker.get_by_role("link", name=MEETING_LAST).click()

    revisions = looker.locator(".revision")
    expect(revisions).to_have_count(3)
    expect(revisions.nth(0)).to_contain_text(MEETING_LAST)
    expect(revisions.nth(1)).to_contain_text(MEETING_NOW)
    expect(revisions.nth(2)).to_contain_text(MEETING)
    expect(looker.locator(".clock-bar")).to_have_count(6)
    looker.get_by_text("As a table").click()
    expect(looker.get_by_role("columnheader", name="Known from")).to_be_visible()


def test_the_quote_is_marked_in_the_words_that_it_comes_from(looker: Page, shared: Opened) -> None:
    go(looker, shared, "#/search?in=facts")
    looker.get_by_role("link", name=ALLERGY).click()

    expect(looker.locator("blockquote")).to_contain_text("Careful with the snacks on board")
    expect(looker.locator("mark")).to_have_text("Jonas is allergic to hazelnuts")
    looker.get_by_role("link", name="Jonas", exact=True).first.click()
    expect(looker.locator("#graph[data-drawn]")).to_be_visible()


def test_the_timeline_shows_what_each_change_opened_and_closed(
    looker: Page, shared: Opened
) -> None:
    go(looker, shared, "#/timeline")

    corrected = looker.locator(".change").filter(has_text=MEETING_LAST)
    expect(corrected.locator(".closed-line")).to_contain_text(MEETING_NOW)
    expect(corrected).to_contain_text("corrected")
    # The story ended within the hour, which may be on the other side of midnight.
    newest = looker.get_by_role("heading", level=2).first
    expect(newest).to_have_text(re.compile("Today|Yesterday"))


def test_the_graph_is_drawn_and_listed(looker: Page, shared: Opened) -> None:
    go(looker, shared, "#/graph")

    expect(looker.locator("#graph[data-drawn] canvas").first).to_be_visible()
    expect(looker.locator("#main").get_by_text(re.compile(r"\d+ of \d+ names"))).to_be_visible()
    looker.get_by_text("As a list").click()
    expect(looker.get_by_role("row", name="Jonas works at Hallum Yard")).to_be_visible()


def test_the_graph_as_of_an_earlier_day_has_only_what_was_known_then(
    looker: Page, shared: Opened
) -> None:
    go(looker, shared, "#/graph?clock=store")
    expect(looker.locator("#graph[data-drawn]")).to_be_visible()
    slider = looker.get_by_label("As of", exact=True)
    slider.focus()
    slider.press("Home")

    expect(looker.locator(".graph-table")).not_to_contain_text("Emil")
    assert "asof=" in looker.url


def test_paths_between_two_names(looker: Page, shared: Opened) -> None:
    go(looker, shared, "#/graph")
    form = looker.get_by_role("form", name="Paths between two names")
    form.get_by_label("From").fill("Jonas")
    form.get_by_label("to").fill("Tuva")
    form.get_by_role("button").click()

    expect(looker.locator("#graph[data-drawn]")).to_be_visible()
    expect(looker.locator(".graph-table")).to_contain_text("Lanternfish")


def test_an_unknown_name_offers_similar_ones(looker: Page, shared: Opened) -> None:
    go(looker, shared, "#/graph?around=Lanternfisch")

    expect(looker.locator("#main")).to_contain_text("Nothing is known of “Lanternfisch”")
    looker.get_by_role("link", name="Lanternfish").first.click()
    expect(looker.locator("#graph[data-drawn]")).to_be_visible()


def test_review_lists_what_changed(looker: Page, shared: Opened) -> None:
    go(looker, shared, "#/review?since=30d")

    row = looker.get_by_role("row").filter(has_text=MEETING_LAST)
    expect(row).to_contain_text("Corrected")
    expect(looker.get_by_role("row").filter(has_text=PAINT_LATER)).to_contain_text("New")


def test_pending_says_what_failed_and_why(looker: Page, shared: Opened) -> None:
    expect(looker.locator("#nav-pending .count")).to_contain_text("1")
    go(looker, shared, "#/pending")

    expect(looker.locator("blockquote")).to_have_text(UNDECIDED)
    expect(looker.locator("#main")).to_contain_text("overloaded")


def test_statistics_are_plotted_and_tabulated(looker: Page, shared: Opened) -> None:
    go(looker, shared, "#/statistics")

    expect(looker.locator(".plot[data-drawn] canvas").first).to_be_visible()
    expect(looker.get_by_role("heading", name="Tokens per day")).to_be_visible()
    expect(looker.locator("#main")).to_contain_text("overloaded")
    looker.locator("figure").first.get_by_text("As a table").click()
    expect(looker.get_by_role("region", name="Facts per day, as a table")).to_be_visible()


def test_settings_tell_what_holds_and_why(looker: Page, shared: Opened) -> None:
    go(looker, shared, "#/settings")
    expect(looker.locator(".setting").first).to_be_visible()
    looker.get_by_label("Only what differs from its default").check()

    name = looker.locator(".setting").filter(has_text="model.name")
    expect(name).to_contain_text("scripted")
    expect(name).to_contain_text("config.toml")
    looker.get_by_label("Find a setting").fill("no such setting")
    expect(looker.locator(".setting")).to_have_count(0)

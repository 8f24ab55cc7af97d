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


def test_a_question_is_answered_with_why(page: Page) -> None:
    page.get_by_label("Ask the memory").fill("When does the restoration crew meet?")

    first = page.locator(".fact-row").first
    expect(first).to_contain_text(MEETING_LAST)
    expect(first).to_contain_text("Why")
    expect(first.get_by_role("meter")).to_be_visible()
    assert "q=When" in page.url


def test_without_a_question_it_shows_what_stands_out(page: Page) -> None:
    expect(page.get_by_role("heading", name="About you")).to_be_visible()
    expect(page.locator("#main")).to_contain_text("Lanternfish")


def test_a_question_that_nothing_answers_says_so(page: Page, explorer: Opened) -> None:
    go(page, explorer, "#/search?q=Who won the chess olympiad?")

    expect(page.locator("#main")).to_contain_text("Nothing is known about that")


def test_filters_narrow_every_list_and_stay_in_the_address(page: Page, explorer: Opened) -> None:
    go(page, explorer, "#/search?in=facts")
    page.get_by_label("Tag").select_option("schedule")

    expect(page.locator(".fact-row")).to_have_count(1)
    expect(page.locator(".fact-row")).to_contain_text(MEETING_LAST)
    assert "tag=schedule" in page.url
    page.reload()
    expect(page.get_by_label("Tag")).to_have_value("schedule")
    expect(page.locator(".fact-row")).to_have_count(1)
    page.get_by_role("button", name="Clear filters").click()
    expect(page.locator(".fact-row")).not_to_have_count(1)


def test_a_fact_shows_its_revisions_words_relations_and_both_clocks(
    page: Page, explorer: Opened
) -> None:
    go(page, explorer, "#/search?in=facts")
    page.get_by_role("link", name=MEETING_LAST).click()

    revisions = page.locator(".revision")
    expect(revisions).to_have_count(3)
    expect(revisions.nth(0)).to_contain_text(MEETING_LAST)
    expect(revisions.nth(1)).to_contain_text(MEETING_NOW)
    expect(revisions.nth(2)).to_contain_text(MEETING)
    expect(page.locator(".clock-bar")).to_have_count(6)
    page.get_by_text("As a table").click()
    expect(page.get_by_role("columnheader", name="Known from")).to_be_visible()


def test_the_quote_is_marked_in_the_words_that_it_comes_from(
    page: Page, explorer: Opened
) -> None:
    go(page, explorer, "#/search?in=facts")
    page.get_by_role("link", name=ALLERGY).click()

    expect(page.locator("blockquote")).to_contain_text("Careful with the snacks on board")
    expect(page.locator("mark")).to_have_text("Jonas is allergic to hazelnuts")
    page.get_by_role("link", name="Jonas", exact=True).first.click()
    expect(page.locator("#graph[data-drawn]")).to_be_visible()


def test_the_timeline_shows_what_each_change_opened_and_closed(
    page: Page, explorer: Opened
) -> None:
    go(page, explorer, "#/timeline")

    corrected = page.locator(".change").filter(has_text=MEETING_LAST)
    expect(corrected.locator(".closed-line")).to_contain_text(MEETING_NOW)
    expect(corrected).to_contain_text("corrected")
    expect(page.get_by_role("heading", name="Today")).to_be_visible()


def test_the_graph_is_drawn_and_listed(page: Page, explorer: Opened) -> None:
    go(page, explorer, "#/graph")

    expect(page.locator("#graph[data-drawn] canvas").first).to_be_visible()
    expect(page.get_by_text(re.compile(r"\d+ of \d+ names"))).to_be_visible()
    page.get_by_text("As a list").click()
    row = page.get_by_role("row").filter(has_text="works at")
    expect(row).to_contain_text("Jonas")
    expect(row).to_contain_text("Hallum Yard")


def test_the_graph_as_of_an_earlier_day_has_only_what_was_known_then(
    page: Page, explorer: Opened
) -> None:
    go(page, explorer, "#/graph?clock=store")
    expect(page.locator("#graph[data-drawn]")).to_be_visible()
    slider = page.get_by_label("As of", exact=True)
    slider.focus()
    slider.press("Home")

    expect(page.locator(".graph-table")).not_to_contain_text("Emil")
    assert "asof=" in page.url


def test_paths_between_two_names(page: Page, explorer: Opened) -> None:
    go(page, explorer, "#/graph")
    form = page.get_by_role("form", name="Paths between two names")
    form.get_by_label("From").fill("Jonas")
    form.get_by_label("to").fill("Tuva")
    form.get_by_role("button").click()

    expect(page.locator("#graph[data-drawn]")).to_be_visible()
    expect(page.locator(".graph-table")).to_contain_text("Lanternfish")


def test_an_unknown_name_offers_similar_ones(page: Page, explorer: Opened) -> None:
    go(page, explorer, "#/graph?around=Lanternfisch")

    expect(page.locator("#main")).to_contain_text("Nothing is known of “Lanternfisch”")
    page.get_by_role("link", name="Lanternfish").first.click()
    expect(page.locator("#graph[data-drawn]")).to_be_visible()


def test_review_lists_what_changed(page: Page, explorer: Opened) -> None:
    go(page, explorer, "#/review?since=30d")

    row = page.get_by_role("row").filter(has_text=MEETING_LAST)
    expect(row).to_contain_text("Corrected")
    expect(page.get_by_role("row").filter(has_text=PAINT_LATER)).to_contain_text("New")


def test_pending_says_what_failed_and_why(page: Page, explorer: Opened) -> None:
    expect(page.locator("#nav-pending .count")).to_contain_text("1")
    go(page, explorer, "#/pending")

    expect(page.locator("blockquote")).to_have_text(UNDECIDED)
    expect(page.locator("#main")).to_contain_text("overloaded")


def test_statistics_are_plotted_and_tabulated(page: Page, explorer: Opened) -> None:
    go(page, explorer, "#/statistics")

    expect(page.locator(".plot[data-drawn] canvas").first).to_be_visible()
    expect(page.get_by_role("heading", name="Tokens per day")).to_be_visible()
    expect(page.locator("#main")).to_contain_text("overloaded")
    page.locator("figure").first.get_by_text("As a table").click()
    expect(page.get_by_role("region", name="Facts per day, as a table")).to_be_visible()


def test_settings_tell_what_holds_and_why(page: Page, explorer: Opened) -> None:
    go(page, explorer, "#/settings")
    expect(page.locator(".setting").first).to_be_visible()
    page.get_by_label("Only what differs from its default").check()

    name = page.locator(".setting").filter(has_text="model.name")
    expect(name).to_contain_text("scripted")
    expect(name).to_contain_text("config.toml")
    page.get_by_label("Find a setting").fill("no such setting")
    expect(page.locator(".setting")).to_have_count(0)

"""What a person does in the page: correct, forget, erase, undo, settle; and sees at once."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.opened import Opened
from tests.browser.story import ALLERGY, MEETING_LAST

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

LAST = "The restoration crew meets on Fridays at 16:00 on Pier 4."


def open_fact(page: Page, explorer: Opened, text: str) -> None:
    page.goto(f"{explorer.url}#/search?in=facts")
    page.get_by_role("link", name=text).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def test_a_correction_gets_a_receipt_and_can_be_undone(page: Page, explorer: Opened) -> None:
    open_fact(page, explorer, MEETING_LAST)
    page.get_by_role("button", name="Correct…").click()
    page.get_by_label("What is so").fill(LAST)
    page.get_by_label("It changed").check()
    page.get_by_role("button", name="Keep the correction").click()

    receipt = page.get_by_role("dialog")
    expect(receipt).to_contain_text("Receipt")
    expect(receipt).to_contain_text(LAST)
    expect(receipt.locator(".closed-line")).to_contain_text(MEETING_LAST)
    expect(page.locator(".statement")).to_have_text(LAST)
    receipt.get_by_role("button", name="Undo").click()
    expect(page.locator("#notices")).to_contain_text("Taken back")
    expect(page.locator(".statement")).to_have_text(MEETING_LAST)


def test_a_correction_of_what_changed_meanwhile_is_refused(page: Page, explorer: Opened) -> None:
    open_fact(page, explorer, ALLERGY)
    page.get_by_role("button", name="Correct…").click()
    fact = page.url.partition("#/fact/")[2].partition("?")[0]
    explorer.run("remember", "Jonas is allergic to walnuts.", "--replaces", fact)
    page.get_by_label("What is so").fill("Jonas is allergic to peanuts.")
    page.get_by_role("button", name="Keep the correction").click()

    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_role("dialog")).to_be_visible()


def test_forgetting_asks_first_and_shows_what_still_says_it(page: Page, explorer: Opened) -> None:
    open_fact(page, explorer, ALLERGY)
    page.get_by_role("button", name="Forget…").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Careful with the snacks on board")
    dialog.get_by_role("button", name="Keep it").click()
    expect(page.locator(".statement-line")).to_contain_text("holds")

    page.get_by_role("button", name="Forget…").click()
    dialog.get_by_role("button", name="Forget", exact=True).click()
    expect(page.locator(".statement-line")).to_contain_text("forgotten")
    page.locator("#notices").get_by_role("button", name="Undo").click()
    expect(page.locator(".statement-line")).to_contain_text("holds")


def test_erasing_needs_the_word_typed(page: Page, explorer: Opened) -> None:
    open_fact(page, explorer, ALLERGY)
    page.get_by_role("button", name="Erase…").click()
    dialog = page.get_by_role("dialog")
    button = dialog.get_by_role("button", name="Erase for good")
    expect(button).to_be_disabled()
    dialog.get_by_label("Type erase to go on").fill("erase")
    button.click()

    expect(dialog.get_by_role("heading", name="Erased")).to_be_visible()
    dialog.get_by_role("button", name="Close").click()
    expect(page.locator(".facts")).to_be_visible()
    expect(page.locator("#main")).not_to_contain_text(ALLERGY)


def test_a_change_of_another_process_appears_and_can_be_taken_back(
    page: Page, explorer: Opened
) -> None:
    page.goto(f"{explorer.url}#/timeline")
    expect(page.locator("#live")).to_have_text("live")
    explorer.run("relate", "Sigrid", "owns", "a tuning fork")

    change = page.locator(".change.arrived")
    expect(change).to_contain_text("tuning fork")
    change.get_by_role("button", name="Undo").click()
    page.get_by_role("dialog").get_by_role("button", name="Take it back").click()
    expect(page.locator(".change.undone").filter(has_text="tuning fork")).to_be_visible()


def test_a_conflict_is_settled_by_one_click(page: Page, explorer: Opened) -> None:
    explorer.run("relate", "Emil", "lives_in", "Aarhus")
    page.goto(f"{explorer.url}#/review")
    conflict = page.locator(".conflict").filter(has_text="Aarhus")
    conflict.get_by_role("button", name="The newer holds").click()

    expect(page.locator("#notices")).to_contain_text("Settled")
    expect(page.locator(".conflict").filter(has_text="Aarhus")).to_have_count(0)


def test_what_is_pending_can_be_decided_by_rules(page: Page, explorer: Opened) -> None:
    page.goto(f"{explorer.url}#/pending")
    page.get_by_role("button", name="Decide this one by rules").click()

    expect(page.locator("#notices")).to_contain_text("1 decision made")
    expect(page.get_by_role("heading", name="Nothing waits")).to_be_visible()

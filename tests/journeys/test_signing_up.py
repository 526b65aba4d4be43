"""Signing up without an account, and without JavaScript: two seats, and giving them back."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Person

pytestmark = pytest.mark.browser

SIGN_UP = "/bijeenkomsten/lean-in-de-praktijk/aanmelden"
ADDRESS = "bart.claes@bezoeker.example"


def test_a_visitor_without_scripts_signs_up_with_a_colleague_and_cancels(person: Callable[..., Person]) -> None:
    visitor = person(scripts=False)
    visitor.open(SIGN_UP)
    visitor.press("Nog iemand")
    visitor.fill("Je naam", "Bart Claes")
    visitor.fill("Je e-mailadres", ADDRESS)
    colleague = visitor.page.get_by_role("group", name="Collega 1")
    colleague.get_by_label("Naam", exact=True).fill("Dina Maes")
    for mornings in visitor.page.get_by_role("radio", name="Ochtend met lunch").all():
        mornings.check()
    visitor.press("Meld aan")
    visitor.sees("Jullie zijn aangemeld")
    visitor.sees("Dina Maes")
    # Twice the morning, at the price of who is early.
    visitor.sees("€ 100,00")

    mailed = person(scripts=False)
    mailed.open(mailed.link_in_mail(ADDRESS, "/aanmeldingen/link/"))
    mailed.page.locator("summary", has_text="Kun je toch niet komen?").click()
    mailed.press("Meld iedereen af")
    expect(mailed.page.get_by_text("Deze aanmelding is afgezegd")).to_be_visible()


def test_a_visitor_cannot_choose_the_whole_day(person: Callable[..., Person]) -> None:
    visitor = person()
    visitor.open(SIGN_UP)
    expect(visitor.page.get_by_role("radio", name="Hele dag").first).to_be_disabled()
    expect(visitor.page.get_by_role("radio", name="Ochtend met lunch").first).to_be_enabled()

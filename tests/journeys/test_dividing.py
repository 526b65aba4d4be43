"""Can an organiser drag somebody to another workshop, and see what that costs before letting go?"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Person

pytestmark = pytest.mark.browser

WHO, WHERE = "Yvonne Prins", "Procesmanagement"


def drag(page: Page, who: Locator, to: str, seeing: re.Pattern[str]) -> None:
    who.hover()
    page.mouse.down()
    # A mouse that only trembles drags nothing.
    page.mouse.move(600, 400, steps=3)
    place = page.locator(".tray__place", has_text=to)
    expect(place).to_contain_text(seeing)
    place.hover()
    page.mouse.up()
    expect(page.locator(".tray")).to_have_count(0)


def test_who_is_dragged_to_a_workshop_is_fixed_there_and_what_cannot_be_is_said(person: Callable[..., Person]) -> None:
    organiser = person().sign_in("organisator")
    organiser.open("/beheer/bijeenkomsten/lean-in-de-praktijk/indeling")
    page, said = organiser.page, organiser.page.locator("[data-said]")
    first, second = (
        page.locator("section", has=page.get_by_role("heading", name=name)) for name in ("eerste", "tweede")
    )
    drag(page, first.get_by_role("listitem").filter(has_text=WHO), WHERE, re.compile(r"0 / 8.*-\d+ punten"))
    expect(said).to_have_text(f"{WHO} zit nu bij “{WHERE}”. Niemand heeft nog bericht gekregen.")
    expect(first.get_by_role("row").filter(has_text=WHO)).to_contain_text("Vast")

    twice = f"{WHO} zit in een andere ronde al bij “{WHERE}”."
    drag(page, second.get_by_role("listitem").filter(has_text=WHO), WHERE, re.compile(re.escape(twice)))
    expect(said).to_have_text(twice)
    expect(second.get_by_role("listitem").filter(has_text=WHO)).to_be_visible()

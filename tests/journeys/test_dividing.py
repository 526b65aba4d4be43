"""Can an organiser drag somebody to another workshop, and see what that costs before letting go?"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import PHONE, Person

pytestmark = pytest.mark.browser

WHO, WHERE = "Yvonne Prins", "Procesmanagement"
DIVISION = "/beheer/bijeenkomsten/lean-in-de-praktijk/indeling"


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
    organiser.open(DIVISION)
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


class Finger:
    """One that touches the screen, as the browser itself hears of it."""

    def __init__(self, page: Page) -> None:
        self.session = page.context.new_cdp_session(page)

    def does(self, what: str, *points: tuple[float, float]) -> None:
        touches = [{"x": x, "y": y} for x, y in points]
        self.session.send("Input.dispatchTouchEvent", {"type": f"touch{what}", "touchPoints": touches})


def middle(of: Locator) -> tuple[float, float]:
    box = of.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_finger_drags_by_the_handle_and_scrolls_by_the_rest(person: Callable[..., Person]) -> None:
    organiser = person(touch=True).sign_in("organisator")
    organiser.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    organiser.open(DIVISION)
    page, finger = organiser.page, Finger(organiser.page)
    second = page.locator("section", has=page.get_by_role("heading", name="tweede"))
    row = second.get_by_role("listitem").first
    name = row.get_by_role("link").inner_text()
    row.scroll_into_view_if_needed()
    x, y = middle(row.get_by_role("link"))
    before = page.evaluate("scrollY")
    finger.does("Start", (x, y))
    for step in range(1, 9):
        finger.does("Move", (x, y - 20 * step))
    finger.does("End")
    expect(page.locator(".tray")).to_have_count(0)
    page.wait_for_function(f"scrollY > {before}")

    row.scroll_into_view_if_needed()
    finger.does("Start", middle(row.locator(".handle")))
    place = page.locator(".tray__place:not(.tray__place--refused)", has_text="punten").first
    expect(place).to_be_visible()
    scrolled = page.evaluate("scrollY")
    where = place.locator("strong span").first.inner_text()
    finger.does("Move", middle(place))
    expect(place).to_have_class(re.compile("is-pointed-at"))
    finger.does("End")
    expect(page.locator("[data-said]")).to_have_text(re.compile(f"{name} zit nu bij “{re.escape(where)}”"))
    assert page.evaluate("scrollY") == scrolled

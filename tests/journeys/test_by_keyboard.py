"""Does somebody without a mouse see where they are, and does a page with scripts answer what has but one answer?"""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Person

pytestmark = pytest.mark.browser

OUTLINE = "() => { const style = getComputedStyle(document.activeElement); return style.outline + style.boxShadow; }"


@pytest.mark.parametrize("path", ["/", "/bijeenkomsten/lean-in-de-praktijk"])
def test_what_has_the_focus_is_seen(person: Callable[..., Person], path: str) -> None:
    visitor = person()
    visitor.open(path)
    visitor.page.keyboard.press("Tab")  # the link past the menu, which is seen because it appears
    for _ in range(12):
        visitor.page.keyboard.press("Tab")
        assert "solid 2px" in visitor.page.evaluate(OUTLINE), visitor.page.evaluate("document.activeElement.outerHTML")


def test_a_second_colleague_gets_the_only_ticket_that_can_be_had(person: Callable[..., Person]) -> None:
    visitor = person()
    visitor.open("/bijeenkomsten/lean-in-de-praktijk/aanmelden")
    for number in (1, 2):
        visitor.press("Nog iemand")
        colleague = visitor.page.get_by_role("group", name=f"Collega {number}")
        expect(colleague.get_by_role("radio", name="Ochtend met lunch")).to_be_checked()

"""Does whoever searches for a member find them while typing, and without scripts as well?"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Person

pytestmark = pytest.mark.browser

READ = "“kwaltietsmanager” vonden we niet. We zochten naar “kwaliteitsmanager”."


def test_members_are_shown_while_one_types(person: Callable[..., Person]) -> None:
    member = person().sign_in("lid")
    member.open("/mijn")
    member.open("/leden")
    box = member.page.get_by_role("searchbox")
    box.press_sequentially("kwaltietsmanager", delay=20)
    expect(member.page.locator("#results")).to_contain_text("Fatima Haddou")
    expect(member.page.locator("#results")).not_to_contain_text("Anneke Bakker")
    # Said aloud, without the page being left: the count, and what was read instead.
    expect(member.page.locator("form + [role=status]")).to_have_text(re.compile(rf"^3 leden {re.escape(READ)}$"))
    expect(box).to_be_focused()
    expect(box).to_have_value("kwaltietsmanager")
    expect(member.page).to_have_url(re.compile(r"/leden\?q=kwaltietsmanager$"))
    member.follow("Fatima Haddou")
    member.page.go_back()
    expect(member.page.locator("#results")).to_contain_text("Fatima Haddou")
    member.page.go_back()
    expect(member.page).to_have_url(re.compile("/mijn$"))


def test_without_scripts_a_button_does_the_same(person: Callable[..., Person]) -> None:
    member = person(scripts=False).sign_in("lid")
    member.open("/leden")
    member.page.get_by_role("searchbox").fill("kwaltietsmanager")
    member.press("Zoek")
    member.sees(READ)
    member.page.get_by_role("searchbox").fill("anneke vissr")
    member.press("Zoek")
    member.sees("Niemand gevonden")

"""Does who changes their work in their profile hear where to tell it us?"""

import pytest

from okprofs.kernel.db import transaction
from okprofs.membership.rules.categories import Category
from okprofs.organisations.services import find_or_flag
from okprofs.people.models import Account
from okprofs.people.rules.profession import Position
from tests.conftest import Browser
from tests.membership.makers import make_member, membership_of
from tests.pages import forms_of
from tests.people.makers import fill, make_account

PAGE, TOLD = "/mijn/profiel/werk", "/mijn/lidmaatschap/verandering"

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def member() -> Account:
    account = make_member("Anneke Bakker", position=Position.ADVISER)
    with transaction():
        account.profile.organisation = find_or_flag("Gemeente Barneveld")
    return account


def is_asked_after(browser: Browser, **changed: str) -> bool:
    """Whether the page after this change leads to the questions, and the one after that no more."""
    fill(browser, PAGE, **changed)
    pages = [browser.get(PAGE).text for _ in range(2)]
    assert [f'href="{TOLD}"' in page for page in pages][1] is False
    assert "Je wijzigingen zijn bewaard." in pages[0]
    return f'href="{TOLD}"' in pages[0]


def test_a_member_who_works_elsewhere_or_as_something_else_is_led_to_the_questions(
    browser: Browser, member: Account
) -> None:
    browser.sign_in(member)
    assert not is_asked_after(browser, function_title="Senior adviseur")
    assert is_asked_after(browser, organisation="Gemeente Ede")
    assert is_asked_after(browser, position="manager")
    # The questions begin with what was just told.
    [questions] = [form for form in forms_of(browser.get(TOLD).text) if "organisation" in form.values]
    assert questions.values["organisation"].endswith("Ede")


def test_who_is_measured_by_no_definition_or_fills_in_for_the_first_time_is_not(
    browser: Browser, member: Account
) -> None:
    with transaction():
        membership_of(member).category = Category.NETWORK
    assert not is_asked_after(browser.sign_in(member), organisation="Gemeente Ede")
    for account in (make_member("Bert Visser"), make_account("Carla Mol")):
        assert not is_asked_after(browser.sign_in(account), organisation="Gemeente Ede", position="adviser")
    assert not is_asked_after(browser, organisation="Gemeente Barneveld")

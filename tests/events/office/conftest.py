"""An organiser at work."""

import pytest

from okprofs.people.models import Account, Office
from tests.conftest import Browser
from tests.events.makers import make_account


@pytest.fixture
def organiser(database: None) -> Account:
    return make_account("Otto Organisator", Office.ORGANISER)


@pytest.fixture
def desk(browser: Browser, organiser: Account) -> Browser:
    """The organiser's browser, signed in."""
    return browser.sign_in(organiser)

"""The map of provinces: who works where, for members who show it."""

import re

import pytest

from okprofs.directory.rules.facets import step
from okprofs.kernel.db import transaction
from okprofs.organisations import services as organisations
from okprofs.organisations.rules.kinds import OrganisationKind
from okprofs.organisations.rules.provinces import NAMES, Province, province_named
from okprofs.organisations.rules.register import PROVINCES
from okprofs.people.rules.profession import Discipline
from okprofs.people.rules.visibility import Field
from tests.conftest import Browser
from tests.directory.makers import make_member
from tests.organisations.makers import make_organisation


def test_the_provinces_are_those_of_the_register() -> None:
    assert set(NAMES.values()) == set(PROVINCES.values()) - {""}
    assert {province_named(name) for name in NAMES.values()} == set(Province)
    assert province_named("") is None


@pytest.mark.parametrize(("number", "depth"), [(0, 0), (1, 1), (24, 1), (25, 2), (99, 4), (100, 4), (None, 1)])
def test_the_more_members_the_deeper_the_colour(number: int | None, depth: int) -> None:
    assert step(number, 100) == depth


def test_a_province_on_the_map_filters_the_list(browser: Browser) -> None:
    browser.sign_in(make_member("Kees Kijker", is_findable=False))
    barneveld = make_organisation("gemeente Barneveld", province="Gelderland")
    goes = make_organisation("gemeente Goes", province="Zeeland")
    lean = frozenset({Discipline.LEAN})
    make_member("Anneke Bakker", organisation_id=barneveld.id, disciplines=lean)
    make_member("Zeger Zeeman", organisation_id=goes.id, disciplines=lean)
    make_member("Vera Verborgen", organisation_id=barneveld.id, disciplines=lean, shows=[Field.DISCIPLINES])
    page = browser.get("/leden/kaart?vakgebied=lean")
    tiles = dict(re.findall(r'href="([^"]+)" aria-label="([^"]+)"', page.text))
    assert len(tiles) == 12
    ((address, label),) = [(address, label) for address, label in tiles.items() if "Gelderland" in label]
    assert label == "Gelderland, 1 lid"
    listed = browser.get(address.replace("&amp;", "&"))
    assert "Anneke Bakker" in listed.text
    assert "Zeger" not in listed.text
    assert "Vera" not in listed.text
    # From there to the map again: it says what is chosen, counts the others, and clicked again lets go.
    again = browser.get("/leden/kaart?vakgebied=lean&provincie=gelderland").text
    assert 'href="/leden?vakgebied=lean" aria-label="Gelderland, 1 lid" aria-current="true"' in again
    assert "Zeeland, 1 lid" in again
    # The list beside it takes more than one.
    both = browser.get("/leden?vakgebied=lean&provincie=gelderland&provincie=zeeland").text
    assert "Anneke Bakker" in both
    assert "Zeger Zeeman" in both


def test_an_organisation_that_stands_elsewhere_takes_its_people_along(browser: Browser) -> None:
    browser.sign_in(make_member("Kees Kijker", is_findable=False))
    place = make_organisation("gemeente Vianen", province="Zuid-Holland")
    make_member("Anneke Bakker", organisation_id=place.id)
    with transaction():
        organisations.edit(place.public_id, place.version, place.name, OrganisationKind.MUNICIPALITY, "Utrecht", ())
    assert "Anneke" not in browser.get("/leden?provincie=zuid-holland").text
    assert "Anneke" in browser.get("/leden?provincie=utrecht").text

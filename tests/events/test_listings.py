"""Does anybody see who comes without being let, and does it end?"""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine

from okprofs.directory.models import DirectoryFellow
from okprofs.directory.services import refresh
from okprofs.events.models import Event, Listing, Order, Registration
from okprofs.events.queries.orders import ORDER
from okprofs.events.services.listings import forget_listings
from okprofs.kernel.clock import now
from okprofs.kernel.db import db, transaction
from okprofs.organisations.services import find_or_flag
from okprofs.people.models import Account, Profile
from okprofs.people.rules.visibility import Audience
from tests.conftest import Browser
from tests.events.makers import make_account, make_event, make_link, make_member, make_order

pytestmark = pytest.mark.usefixtures("database")


def signs_up(browser: Browser, event: Event, account: Account, **values: Any) -> Registration:
    morning = event.ticket_types[0].public_id
    form = {"own-ticket_type": morning, "comes_along": "y", **values}
    answer = browser.sign_in(account).fill_in(f"/bijeenkomsten/{event.slug}/aanmelden", **form)
    assert answer.status_code == 303, answer.text
    query = sa.select(Registration).where(Registration.account_id == account.id)
    return db.session.scalars(query.order_by(Registration.id.desc())).first() or pytest.fail("not registered")


def test_only_who_chose_it_is_seen_and_only_by_who_comes(browser: Browser) -> None:
    event = make_event()
    list_url = f"/bijeenkomsten/{event.slug}/wie-komt"
    shown, silent = make_account("Sanne Zichtbaar"), make_account("Stijn Stil")
    form = browser.sign_in(shown).get(f"/bijeenkomsten/{event.slug}/aanmelden").text
    assert 'name="listed_for_attendees"' in form
    assert not any("checked" in tag for tag in form.split("<input") if "listed_for" in tag)
    signs_up(browser, event, shown, listed_for_attendees="y")
    signs_up(browser, event, silent)
    page = browser.get(list_url).text
    assert "Sanne Zichtbaar" in page
    assert "Stijn Stil" not in page.partition("<main")[2]
    assert browser.sign_in(make_member("Nel Nieuwsgierig")).get(list_url).status_code == 404

    browser.sign_in(silent).fill_in(list_url, for_attendees="y")
    browser.sign_in(shown).fill_in(list_url, for_attendees=None)
    page = browser.get(list_url).text.partition("<main")[2]
    assert "Stijn Stil" in page
    assert "Sanne Zichtbaar" not in page


def test_by_the_mailed_link_without_an_account(browser: Browser) -> None:
    event = make_event()
    order = make_order(event, "Gast Vrij", contact="Gast Vrij")
    with transaction() as session:
        found = session.get_one(Order, order.id)
        found.registrations[0].email = found.contact_email
    url = f"/aanmeldingen/link/{make_link(ORDER, order.public_id)}/wie-komt"
    assert "Gast Vrij" not in browser.get(url).text.partition("<main")[2]
    assert browser.fill_in(url, for_attendees="y").status_code == 303
    assert "Gast Vrij" in browser.get(url).text


def test_members_see_who_of_their_organisation_and_groups_goes(browser: Browser) -> None:
    event = make_event()
    colleague, fellow, stranger = make_member("Cees Collega"), make_member("Fie Groep"), make_member("Sjaak Vreemd")
    viewer, hider = make_member("Vera Kijkt"), make_member("Henk Verborgen")
    with transaction() as session:
        organisation = find_or_flag("gemeente Barneveld")
        session.flush()
        for one in (colleague, viewer, hider):
            profile = session.get_one(Profile, one.id)
            profile.organisation_id, profile.is_findable = organisation.id, True
        session.get_one(Profile, colleague.id).organisation_audience = Audience.MEMBERS
        session.flush()
        refresh([colleague.id, viewer.id, hider.id])
        session.add_all(DirectoryFellow(group_id="bcdfghjkmnpq", account_id=one.id) for one in (fellow, viewer))
    for one in (colleague, fellow, stranger, hider):
        signs_up(browser, event, one, listed_for_fellows="y")
    page = browser.sign_in(viewer).get(f"/bijeenkomsten/{event.slug}").text
    assert "Cees Collega, Fie Groep" in page
    assert "Sjaak Vreemd" not in page
    assert "Henk Verborgen" not in page, "who hides where they work would be told by whoever says to work there"
    assert "Cees Collega" not in browser.sign_in(stranger).get(f"/bijeenkomsten/{event.slug}").text
    assert "Cees Collega" not in browser.get(f"/bijeenkomsten/{event.slug}/wie-komt").text


def test_it_ends_when_it_was_said_to_and_is_forgotten(browser: Browser) -> None:
    event = make_event(attendee_list_days=10)
    account = make_account("Sanne Zichtbaar")
    signs_up(browser, event, account, listed_for_attendees="y", listed_for_fellows="y")
    ends = event.ends_at + timedelta(days=10)
    for moment, status, kept in ((ends - timedelta(minutes=1), 200, 1), (ends, 404, 0)):
        with time_machine.travel(moment, tick=False):
            assert browser.sign_in(account).get(f"/bijeenkomsten/{event.slug}/wie-komt").status_code == status
            with transaction():
                forget_listings()
            assert len(db.session.scalars(sa.select(Listing)).all()) == kept
    assert now() < ends


def test_whoever_cancels_is_seen_no_more(browser: Browser) -> None:
    event = make_event()
    account = make_account("Sanne Zichtbaar")
    registration = signs_up(browser, event, account, listed_for_attendees="y")
    order = db.session.get_one(Order, registration.order_id)
    browser.fill_in(f"/aanmeldingen/{order.public_id}", form=f"/aanmeldingen/{order.public_id}/afmelden")
    assert db.session.scalars(sa.select(Listing)).all() == []

"""Who signed up as a member and is none on the day of the event: who sees it, who hears it, and what of it stands."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from okprofs.events.letters_of_membership import MEMBERSHIP_LAPSED
from okprofs.events.models import Event, Invitation, Order, Registration, TicketType
from okprofs.events.queries.lapsed import lapsed_among
from okprofs.events.rules.admission import Audience
from okprofs.events.services.invitations import invite, revoke_invitation
from okprofs.events.services.signup import Attendee, Contact, sign_up
from okprofs.events.views import papers
from okprofs.kernel.clock import today
from okprofs.kernel.db import db, transaction
from okprofs.mail.models import Letter
from okprofs.mail.rendering import render
from okprofs.membership.models import Application, ApplicationStatus, Membership, MembershipStatus, Merger
from okprofs.membership.rules.categories import Category
from okprofs.membership.rules.year import YearStep
from okprofs.membership.services import memberships, year
from okprofs.people.models import Account, Office
from tests.conftest import Browser
from tests.events.makers import make_account, make_event, make_member, make_ticket_type

pytestmark = pytest.mark.usefixtures("database")

MARK = "geen lid op die dag"


def books(account: Account, event: Event, place: int = 1) -> Registration:
    """This member signs up: for the whole day, or for another ticket type."""
    with transaction():
        attendee = Attendee(event.ticket_types[place].public_id, is_contact=True)
        order = sign_up(event.id, Contact(), [attendee], viewer=account)
    return order.registrations[0]


def put(account: Account, **columns: Any) -> Membership:
    with transaction():
        membership = db.session.scalars(sa.select(Membership).where(Membership.account_id == account.id)).one()
        for column, value in columns.items():
            setattr(membership, column, value)
    return membership


def is_marked(registration: Registration) -> bool:
    db.session.rollback()
    found = db.session.get_one(Registration, registration.id)
    return found.id in lapsed_among(db.session.get_one(Event, found.event_id), [found])


def letters_about() -> dict[str, list[str]]:
    """By account, what each was told of their sign-ups, in order."""
    db.session.rollback()
    found: dict[str, list[str]] = {}
    for letter in db.session.scalars(
        sa.select(Letter).where(Letter.kind == MEMBERSHIP_LAPSED.name).order_by(Letter.id)
    ):
        text = render(MEMBERSHIP_LAPSED, language=letter.language, facts=letter.facts, secret="").text
        found.setdefault(letter.recipient, []).append(text)
    return found


def test_who_is_suspended_keeps_the_ticket_and_hears_it_and_the_organiser_sees_it_until_it_is_confirmed(
    browser: Browser,
) -> None:
    event, other = make_event(), make_event(title="Overleg over normen", days_from_now=40)
    maria, piet = make_member("Maria van der Veen"), make_member("Piet Putter")
    both = [books(maria, event), books(maria, other)]
    books(piet, event)
    books(make_member("Oscar Open"), event, place=0)
    put(maria, next_step=YearStep.SUSPEND, next_step_on=today())
    with transaction():
        year.suspend_unconfirmed()
    [text] = letters_about()[maria.email]
    assert (
        text.index("Je lidmaatschap staat stil.") < text.index("zaak voor de top") < text.index("Overleg over normen")
    )
    assert set(letters_about()) == {maria.email}

    browser.sign_in(make_account("Olga Organisator", Office.ORGANISER))
    people = f"/beheer/bijeenkomsten/{event.slug}/deelnemers"
    assert browser.get(people).text.count(MARK) == 1
    only = browser.get(f"{people}?status=geen-lid").text
    assert [name for name in ("Maria van der Veen", "Piet Putter", "Oscar Open") if name in only] == [maria.name]
    order = db.session.get_one(Order, both[0].order_id).public_id
    assert MARK in browser.get(f"/beheer/bijeenkomsten/{event.slug}/aanmeldingen/{order}").text
    assert browser.get(f"/beheer/bijeenkomsten/{event.slug}/presentielijst").text.count(MARK) == 1
    [listed] = [one for one in papers._people(event, is_for_the_door=True) if one["name"] == maria.name]
    assert listed["ticket"] == f"Hele dag · {MARK}"
    assert all(each.cancelled_at is None and each.price_cents == 10000 for each in both)

    held = put(maria)
    with transaction():
        year.confirm(held)
    assert MARK not in browser.get(people).text
    assert "Iedereen is lid op die dag" in browser.get(f"{people}?status=geen-lid").text
    assert len(letters_about()[maria.email]) == 1


def test_who_leaves_later_hears_at_once_what_comes_after_and_nothing_more_on_the_day(browser: Browser) -> None:
    maria = make_member()
    before, after = make_event(5), make_event(60, title="Overleg over normen")
    tickets = [books(maria, before), books(maria, after)]
    put(maria, since_on=today() - timedelta(days=340), confirm_by=today() + timedelta(days=25))
    page = browser.sign_in(maria).get("/mijn/lidmaatschap/opzeggen").text
    assert "Dan krijg je meteen een mail over welke aanmeldingen dat gaat" in page
    with transaction():
        ends_on = memberships.leave(maria, at_once=False).ends_on
    assert ends_on is not None
    assert today() + timedelta(days=5) < ends_on < today() + timedelta(days=60)
    [text] = letters_about()[maria.email]
    assert "Overleg over normen" in text
    assert "zaak voor de top" not in text
    assert "Neem je opzegging terug" in text
    assert [is_marked(ticket) for ticket in tickets] == [False, True]
    put(maria, ends_on=today())
    with transaction():
        year.end_left()
    assert [is_marked(ticket) for ticket in tickets] == [True, True]
    assert len(letters_about()[maria.email]) == 1


@pytest.mark.parametrize("becomes", [Category.NETWORK, Category.ALUMNUS, Category.HONORARY, None])
def test_who_ends_or_is_another_kind_of_member_hears_it_when_less_is_theirs(becomes: Category | None) -> None:
    maria, event = make_member(), make_event()
    ticket = books(maria, event)
    with transaction():
        if becomes:
            membership = db.session.scalars(sa.select(Membership).where(Membership.account_id == maria.id)).one()
            memberships.change_category(membership, becomes)
        else:
            memberships.leave(maria, at_once=True)
    is_less = becomes is not Category.HONORARY
    assert is_marked(ticket) is is_less
    assert len(letters_about()) == is_less


def test_only_what_asks_for_membership_is_marked_and_not_whom_an_organiser_invites() -> None:
    for_members = make_ticket_type(member_price_cents=4000, place=1)
    event = make_event(ticket_types=[for_members, make_ticket_type(title="Lunch", place=2)])
    closed, maria, open_only = make_event(), make_member(), make_member("Oscar Open")
    cheaper, day, plain = books(maria, event, 0), books(maria, closed), books(open_only, event, 1)
    for account in (maria, open_only):
        put(account, status=MembershipStatus.SUSPENDED)
    assert [is_marked(each) for each in (cheaper, day, plain)] == [True, True, False]
    with transaction():
        invitation = invite(closed, maria.name, maria.email)
    assert not is_marked(day)
    with transaction():
        revoke_invitation(db.session.get_one(Invitation, invitation.id))
    assert is_marked(day)
    with transaction():
        whole_day = db.session.get_one(TicketType, day.ticket_type_id)
        whole_day.audience, whole_day.member_price_cents = Audience.EVERYONE, 9000
    assert not is_marked(day)


def goes_on_as(account: Account, other: Account) -> None:
    """An application of the one was merged into the membership of the other."""
    with transaction() as session:
        merged = Application(
            account_id=account.id, status=ApplicationStatus.MERGED, name=account.name, email=account.email
        )
        session.add(merged)
        session.flush()
        merger = Merger(application_id=merged.id, status_before=ApplicationStatus.SUBMITTED, merged_by_id=other.id)
        merger.membership_id = session.scalars(sa.select(Membership.id).where(Membership.account_id == other.id)).one()
        session.add(merger)


def test_who_goes_on_as_a_member_with_another_account_is_one() -> None:
    maria, other, event = make_member(), make_member("M. van der Veen"), make_event()
    ticket = books(maria, event)
    put(maria, status=MembershipStatus.ENDED, ended_on=today())
    assert is_marked(ticket)
    goes_on_as(maria, other)
    assert not is_marked(ticket)


@pytest.mark.parametrize("first", ["the one", "the other", "both at once"])
def test_who_has_two_accounts_hears_it_once_when_neither_is_a_member_any_more(first: str) -> None:
    maria, other = make_member(), make_member("M. van der Veen")
    tickets = [books(maria, make_event()), books(other, make_event(40, title="Overleg over normen"))]
    goes_on_as(maria, other)
    if first == "both at once":
        for account in (maria, other):
            put(account, next_step=YearStep.SUSPEND, next_step_on=today())
        with transaction():
            year.suspend_unconfirmed()
    else:
        for account in (maria, other) if first == "the one" else (other, maria):
            assert letters_about() == {}
            assert not any(map(is_marked, tickets))
            with transaction():
                memberships.leave(account, at_once=True)
    assert all(map(is_marked, tickets))
    [(told, [text])] = letters_about().items()
    assert told == other.email
    assert text.index("zaak voor de top") < text.index("Overleg over normen")
    assert ("staat stil" in text) is (first == "both at once")


def test_a_batch_that_is_suspended_is_told_by_one_query(app: Flask) -> None:
    event = make_event()
    people = [make_member(f"Lid {number}") for number in range(6)]
    for account in people:
        books(account, event)
        put(account, next_step=YearStep.SUSPEND, next_step_on=today())
    sent: list[str] = []

    def note(*arguments: Any) -> None:
        sent.append(arguments[2])

    sa.event.listen(db.engine, "before_cursor_execute", note)
    with transaction():
        year.suspend_unconfirmed()
    sa.event.remove(db.engine, "before_cursor_execute", note)
    assert len(letters_about()) == 6
    assert sum("registrations" in statement for statement in sent) == 1

"""An organiser makes the last seminar again, and its people stay where they were."""

from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from okprofs.events.models import Event, EventStatus, Quota, Registration, Workshop, WorkshopPlan
from okprofs.kernel.clock import today
from okprofs.kernel.db import db, transaction
from okprofs.kernel.wall_time import local
from okprofs.people.models import Office
from tests.events.makers import at, make_account, make_event, make_order


def _seminar() -> Event:
    event = make_event(sign_up_closes_at=at("23:59", 20))
    make_order(event, "Anneke Bakker")
    round_id, ticket_types = event.sessions[3].id, list(event.ticket_types)
    with transaction() as session:
        session.get_one(Event, event.id).ticket_types[0].came = 61
        hall = Quota(event_id=event.id, title="Zaal", capacity=100, taken=1, ticket_types=ticket_types)
        workshop = Workshop(session_id=round_id, title="Lean", capacity=8)
        session.add_all([hall, workshop, WorkshopPlan(event_id=event.id, most_from_one=2, composed_at=at("9:00", 1))])
    return event


def _copies(event: Event) -> list[Event]:
    query = sa.select(Event).where(Event.id != event.id).order_by(Event.starts_at)
    return list(db.session.scalars(query))


def test_a_copy_has_all_that_was_made_and_nobody_who_came(database: Any, browser: Any) -> None:
    event = _seminar()
    browser.sign_in(make_account("Olga Organisator", Office.ORGANISER))
    day = today() + timedelta(days=200)
    answer = browser.fill_in(f"/beheer/bijeenkomsten/{event.slug}/kopie", title="Lean, een jaar later", day=str(day))
    (copied,) = _copies(event)
    assert answer.location.endswith(f"/beheer/bijeenkomsten/lean-een-jaar-later-{day}")
    assert copied.status is EventStatus.DRAFT
    assert [local(moment).date() for moment in (copied.starts_at, copied.ends_at)] == [day, day]
    assert local(copied.sign_up_closes_at).date() == day - timedelta(days=10)
    clocks = [[local(one.starts_at).time() for one in each.sessions] for each in (event, copied)]
    assert clocks[0] == clocks[1]
    assert [(one.title, one.price_cents, one.capacity, one.taken, one.came) for one in copied.ticket_types] == [
        ("Ochtend met lunch", 6000, 80, 0, None),
        ("Hele dag", 10000, 40, 0, None),
    ]
    assert [(one.title, one.taken, len(one.ticket_types)) for one in copied.quotas] == [("Zaal", 0, 2)]
    (workshop,) = db.session.scalars(sa.select(Workshop).where(Workshop.session_id == copied.sessions[3].id))
    plan = db.session.get(WorkshopPlan, copied.id)
    assert (workshop.title, plan.most_from_one, plan.composed_at) == ("Lean", 2, None)
    assert not db.session.scalars(sa.select(Registration).where(Registration.event_id == copied.id)).all()


def test_a_series_is_made_at_once_each_with_its_own_address(database: Any, browser: Any) -> None:
    event = make_event()
    browser.sign_in(make_account("Olga Organisator", Office.ORGANISER))
    first = today() + timedelta(days=30)
    values = {"title": "Intervisieavond", "day": str(first), "repeat": "weekly"}
    address = f"/beheer/bijeenkomsten/{event.slug}/kopie"
    assert browser.fill_in(address, **values).status_code == 422
    assert browser.fill_in(address, **values, times="26").status_code == 303
    copies = _copies(event)
    assert [copied.slug for copied in copies][:2] == [
        f"intervisieavond-{first + timedelta(days=7 * n)}" for n in (0, 1)
    ]
    assert len(copies) == 26
    assert {local(copied.starts_at).hour for copied in copies} == {10}


def test_nothing_is_made_on_a_day_that_has_been(database: Any, browser: Any) -> None:
    event = make_event()
    browser.sign_in(make_account("Olga Organisator", Office.ORGANISER))
    answer = browser.fill_in(f"/beheer/bijeenkomsten/{event.slug}/kopie", day=str(date(2020, 1, 1)))
    assert answer.status_code == 422
    assert "Kies een dag die nog komt." in answer.text
    assert not _copies(event)

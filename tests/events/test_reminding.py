"""People are reminded once of what they signed up for, and read what they should know."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from okprofs.events.models import Event, Order, Registration, ReminderRun
from okprofs.events.services.organising import cancel_event
from okprofs.events.services.reminding import remind_due
from okprofs.kernel.clock import now
from okprofs.kernel.db import db, transaction
from okprofs.mail.models import Letter
from okprofs.people.models import Office
from tests.events.makers import at, make_account, make_event, make_link, make_order

KNOW = "Parkeren kan achter het gemeentehuis."


def _signed_up(order: Order, days_ago: int) -> None:
    with transaction():
        moment = now() - timedelta(days=days_ago)
        rows = sa.update(Registration).where(Registration.order_id == order.id).values(made_at=moment)
        db.session.execute(rows)


def _remind() -> list[tuple[str, str]]:
    """Everything that is due: the kind and the address of each letter that was written for it."""
    before = _letters()
    for _ in range(10):
        with transaction():
            if not remind_due():
                break
    return sorted(_letters() - before)


def _letters() -> set[tuple[str, str]]:
    db.session.rollback()
    query = sa.select(Letter.kind, Letter.recipient).where(
        Letter.kind.in_(("events/reminder", "events/attendee_reminder"))
    )
    return {tuple(row) for row in db.session.execute(query)}


def _move(event: Event, days: int) -> None:
    with transaction():
        moved = db.session.get_one(Event, event.id)
        moved.starts_at, moved.ends_at = at("10:00", days), at("16:30", days)


def test_each_is_reminded_once_and_who_came_later_gets_only_what_is_to_come(database: Any) -> None:
    event = make_event(5)
    _signed_up(make_order(event, "Anneke Bakker", email="anneke@okprofs.example"), 20)
    _signed_up(make_order(event, "Bas Later", contact="Bas Later"), 0)
    told = [("events/attendee_reminder", "anneke@okprofs.example"), ("events/reminder", "carla@okprofs.example")]
    assert _remind() == told
    assert _remind() == []
    (run,) = db.session.scalars(sa.select(ReminderRun)).all()
    assert (run.days, run.told) == (7, 2)
    # On another day it is another event to come to.
    _move(event, 6)
    with transaction():
        db.session.execute(sa.delete(Letter))
    assert _remind() == told


def test_nobody_is_reminded_of_what_is_called_off(database: Any) -> None:
    event = make_event(5)
    _signed_up(make_order(event, "Anneke Bakker"), 20)
    with transaction():
        cancel_event(event, "De zaal is dicht.")
    assert _remind() == []


def test_the_organiser_says_when_and_what_to_know_and_people_read_it(database: Any, browser: Any) -> None:
    event = make_event(20)
    order = make_order(event, "Anneke Bakker")
    browser.sign_in(make_account("Olga Organisator", Office.ORGANISER))
    address = f"/beheer/bijeenkomsten/{event.slug}/herinneringen"
    assert browser.fill_in(address, first_days="1", last_days="2").status_code == 422
    assert browser.fill_in(address, first_days="3", last_days="", instructions=KNOW).status_code == 303
    assert KNOW in browser.get(f"/aanmeldingen/link/{make_link('order', order.public_id)}").text
    _signed_up(order, 60)
    with transaction():
        db.session.execute(sa.text("UPDATE reminder_plans SET set_at = NULL"))
    _move(event, 5)
    assert _remind() == []
    _move(event, 2)
    assert _remind() == [("events/reminder", "carla@okprofs.example")]
    (letter,) = db.session.scalars(sa.select(Letter).where(Letter.kind == "events/reminder"))
    assert letter.facts["instructions"] == [[KNOW]]


@pytest.mark.parametrize("others", [2])
def test_a_worker_that_comes_second_writes_nothing(database: Any, others: int) -> None:
    event = make_event(5)
    _signed_up(make_order(event, "Anneke Bakker"), 20)
    with transaction():
        assert remind_due()
        assert not any(remind_due() for _ in range(others))

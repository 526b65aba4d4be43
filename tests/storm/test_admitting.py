"""Admitting applicants while others buy the last places of what they wait for: never one too many, and no deadlock."""

import contextlib
import threading
from collections import Counter
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from config import from_environment
from okprofs.app import create_app
from okprofs.events.models import Event, PendingTerms, PendingTicket, TicketType
from okprofs.events.rules.admission import Audience
from okprofs.events.services import pending
from okprofs.events.services.signup import Attendee, Contact, sign_up
from okprofs.kernel.db import db, transaction
from okprofs.kernel.refusals import Refused
from okprofs.membership.models import Application
from okprofs.membership.services import review
from okprofs.membership.services.memberships import begin_membership
from okprofs.people.models import Account, Office
from tests.events.makers import make_account, make_event, make_ticket_type
from tests.membership.makers import make_application
from tests.membership.test_review import CLEAR
from tests.processes import environment
from tests.storm.stage import ENGINES, new_database, tables

pytestmark = pytest.mark.storm

APPLICANTS, BUYERS, EVENTS, PLACES = 10, 10, 3, 4


def _booked(hours: int) -> tuple[list[int], list[int], list[int], int]:
    """Events with few places, applicants who wait at all of them but the last, buyers, and a reviewer; their ids."""
    events = []
    for _ in range(EVENTS):
        day = make_ticket_type(title="Dag", audience=Audience.PROFESSIONALS_AND_INVITEES, capacity=PLACES, place=2)
        event = make_event(ticket_types=[make_ticket_type(place=1), day])
        morning, day = event.ticket_types
        with transaction() as session:
            terms = {"ticket_type_id": day.id, "open_ticket_type_id": morning.id, "hold_hours": hours}
            session.add(PendingTerms(**terms))
        events.append(event.id)
    applicants = [make_account(f"Aad Aanvrager {number}") for number in range(APPLICANTS)]
    buyers = [make_account(f"Bea Bezoeker {number}") for number in range(BUYERS)]
    for account in applicants:
        make_application(account.name, account, **CLEAR)
        for event_id in events[:-1]:
            # With a place held for each of the first, the others find it full.
            with contextlib.suppress(Refused):
                _signs_up(event_id, account.id)
    for account in buyers:
        with transaction():
            begin_membership(account)
    reviewer = make_account("Roos Rood", Office.REVIEWER).id
    return events, [account.id for account in applicants], [account.id for account in buyers], reviewer


def _signs_up(event_id: int, account_id: int) -> None:
    with transaction():
        event, account = db.session.get_one(Event, event_id), db.session.get_one(Account, account_id)
        day = event.ticket_types[1].public_id
        sign_up(event_id, Contact(), [Attendee(day, is_contact=True)], viewer=account)


def _admits(account_id: int, reviewer_id: int) -> None:
    with transaction():
        found = db.session.scalars(sa.select(Application).where(Application.account_id == account_id)).one()
        reviewer = db.session.get_one(Account, reviewer_id)
        review.admit(found.public_id, reviewer=reviewer, seen_version=found.version)


def _all_at_once(application: Flask, deeds: list[Callable[[], None]]) -> Counter[str]:
    outcomes: Counter[str] = Counter()
    ready = threading.Barrier(len(deeds), timeout=60)

    def person(deed: Callable[[], None]) -> None:
        with application.app_context():
            ready.wait()
            try:
                deed()
            except Refused as refused:
                outcomes[str(refused)] += 1
            except Exception as error:  # noqa: BLE001 (a broken line is an outcome here, and is counted)
                outcomes[type(error).__name__] += 1
            else:
                outcomes["done"] += 1
            finally:
                db.session.remove()

    threads = [threading.Thread(target=person, args=(deed,), daemon=True) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    return outcomes


@pytest.mark.parametrize("hours", [0, 48])
@pytest.mark.parametrize("engine", ENGINES)
def test_admitting_while_the_last_places_are_sold_keeps_to_the_capacity(
    engine: str, hours: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    settings = environment(new_database(engine, tmp_path_factory.mktemp("storm")))
    with tables(settings):
        application = create_app(from_environment(settings))
        events, applicants, buyers, reviewer = _booked(hours)
        deeds: list[Callable[[], None]] = [lambda a=a: _admits(a, reviewer) for a in applicants]  # type: ignore[misc]
        deeds += [lambda b=b, e=e: _signs_up(e, b) for b in buyers for e in events]  # type: ignore[misc]
        # And the applicants themselves sign up at the last one, while they are admitted.
        deeds += [lambda a=a: _signs_up(events[-1], a) for a in applicants]  # type: ignore[misc]
        outcomes = _all_at_once(application, deeds)
        with application.app_context():
            db.engine.dispose()
        assert set(outcomes) <= {"done", "sold_out", "sold_out, application_under_review"}, outcomes
        with transaction():
            pending.settle_due()
        db.session.rollback()
        for day in db.session.scalars(sa.select(TicketType).where(TicketType.title == "Dag")):
            assert day.taken == PLACES
        assert not db.session.scalar(sa.select(sa.func.count()).where(PendingTicket.outcome.is_(None)))

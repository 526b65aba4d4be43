"""A rush on the last places, and everything at once around a waiting list: nobody too many, nobody out of turn."""

import random
import threading
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from okprofs.events.models import Event, Order, Registration, TicketType, WaitingEntry, WaitingParty
from okprofs.events.rules.cancellation import ActorFacts
from okprofs.events.rules.waiting import WaitingState
from okprofs.events.services import changing, organising, signup, ticket_types, waiting_list
from okprofs.events.services.changing import cancel_order
from okprofs.events.services.signup import Attendee, Contact
from okprofs.events.services.ticket_types import TicketTypeDetails
from okprofs.journal.models import JournalEntry
from okprofs.kernel.clock import now
from okprofs.kernel.db import db, transaction
from okprofs.kernel.refusals import Refused
from okprofs.mail.models import Letter
from tests import THOROUGH
from tests.processes import Site, environment
from tests.storm.signing_up import Result, all_at_once, filled_in, statuses
from tests.storm.stage import ENGINES, make_event, new_database, stage, tables
from tests.storm.unlocked_here import without_locks

pytestmark = pytest.mark.storm

PEOPLE, PLACES = 500, 20
CLIENTS, DEEDS = 16, 400 if THOROUGH else 25
PROVEN = ActorFacts(is_proven=True, is_attendee=False, is_contact=True)


def rush(running: Site, people: int) -> tuple[str, list[Result]]:
    """Everybody has the form before them, willing to wait, with the finger on the button."""
    path = make_event(PLACES)
    ready = []
    for number in range(people):
        client = running.client()
        ready.append((client, {**filled_in(client, path, f"p{number}@okprofs.example"), "waits": "y"}))
    return path, all_at_once(people, lambda number: ready[number][0].post(path, ready[number][1]))


def found_event(path: str) -> Event:
    db.session.rollback()
    return db.session.scalars(sa.select(Event).where(Event.slug == path.split("/")[2])).one()


def is_in_order(path: str, people: int) -> bool:
    event = found_event(path)
    taken = event.ticket_types[0].taken
    comes = db.session.scalar(sa.select(sa.func.count()).where(Registration.event_id == event.id))
    query = sa.select(WaitingEntry).where(WaitingEntry.event_id == event.id).order_by(WaitingEntry.id)
    numbers = [entry.number for entry in db.session.scalars(query)]
    # Rows and their journal lines get their keys behind the lock too, so these tell the order of the commits.
    parties = sa.select(WaitingParty.public_id).where(WaitingParty.event_id == event.id)
    letters = db.session.scalar(sa.select(sa.func.count()).where(Letter.about.in_(parties)))
    waits = people - PLACES
    return (taken, comes, numbers, letters) == (PLACES, PLACES, list(range(1, waits + 1)), waits)


@pytest.mark.parametrize("engine", ENGINES)
def test_five_hundred_people_twenty_places_and_the_rest_stands_in_line(
    engine: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with stage(engine, tmp_path_factory) as running:
        path, results = rush(running, PEOPLE)
        assert statuses(results) == {303: PEOPLE}
        assert is_in_order(path, PEOPLE)


@pytest.mark.parametrize("engine", ENGINES)
def test_without_the_lock_the_line_goes_wrong(engine: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The control: if this is in order, the test above proves nothing."""
    with stage(engine, tmp_path_factory, app="tests.storm.unlocked:app") as running:
        path, results = rush(running, 100)
        assert not (statuses(results) == {303: 100} and is_in_order(path, 100))


@pytest.fixture(params=ENGINES)
def stored(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A database of its own, reached from as many threads as there are clients."""
    settings = environment(new_database(request.param, tmp_path_factory.mktemp("storm")))
    with tables(settings) as application:
        yield application


class Mixed:
    """People who sign up, cancel, take, leave, let lapse, and an organiser who changes the number of places."""

    def __init__(self, app: Any) -> None:
        self.app, self.event_id = app, found_event(make_event(8)).id
        self.faults: list[str] = []

    def run(self) -> None:
        threads = [threading.Thread(target=self._client, args=(number,)) for number in range(CLIENTS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        with transaction():
            waiting_list.serve_due()

    def _client(self, number: int) -> None:
        dice = random.Random(number)
        with self.app.app_context():
            for deed in range(DEEDS):
                verb = dice.choice(
                    [self._join, self._join, self._cancel, self._take, self._leave, self._lapse, self._size]
                )
                try:
                    verb(dice, f"p{number}x{deed}@okprofs.example")
                except Refused:
                    pass
                except SQLAlchemyError as error:
                    self.faults.append(type(error).__name__)
                finally:
                    db.session.remove()

    def _join(self, dice: random.Random, email: str) -> None:
        ticket = db.session.scalars(sa.select(TicketType.public_id).where(TicketType.event_id == self.event_id)).one()
        asked = Contact("Ans", email), [Attendee(ticket, is_contact=True)]
        with transaction():
            made = waiting_list.sign_up_or_wait(self.event_id, *asked, stays_together=False)
            if isinstance(made, WaitingParty):
                waiting_list.confirm(made)

    def _cancel(self, dice: random.Random, email: str) -> None:
        orders = db.session.scalars(
            sa.select(Order).where(Order.event_id == self.event_id, Order.cancelled_at.is_(None)).limit(20)
        ).all()
        if orders:
            order = dice.choice(orders)
            with transaction():
                cancel_order(order, PROVEN)

    def _offered(self, dice: random.Random) -> WaitingEntry | None:
        offered = sa.select(WaitingEntry).where(
            WaitingEntry.event_id == self.event_id, WaitingEntry.state == WaitingState.OFFERED
        )
        found = db.session.scalars(offered.limit(20)).all()
        return dice.choice(found) if found else None

    def _take(self, dice: random.Random, email: str) -> None:
        if entry := self._offered(dice):
            party, public_id, cents = entry.party, entry.public_id, waiting_list.cost_of(entry)
            with transaction():
                waiting_list.take_offer(party, public_id, cents)

    def _leave(self, dice: random.Random, email: str) -> None:
        if entry := self._offered(dice):
            party, public_id = entry.party, entry.public_id
            with transaction():
                waiting_list.leave(party, public_id)

    def _lapse(self, dice: random.Random, email: str) -> None:
        if entry := self._offered(dice):
            past = sa.update(WaitingEntry).where(WaitingEntry.id == entry.id, WaitingEntry.offered_until.is_not(None))
            with transaction() as session:
                session.execute(past.values(offered_until=now() - timedelta(seconds=1)))
            with transaction():
                waiting_list.serve_due()

    def _size(self, dice: random.Random, email: str) -> None:
        event = db.session.get_one(Event, self.event_id)
        details = TicketTypeDetails.of(event.ticket_types[0])
        public_id, seen = event.ticket_types[0].public_id, details.state
        other = TicketTypeDetails(**{**details.__dict__, "capacity": dice.randint(6, 10)})
        with transaction():
            ticket_types.edit_ticket_type(event, public_id, seen, other)

    def is_in_order(self) -> bool:
        """Everything adds up: places, numbers, people, letters, and whose turn it was."""
        db.session.rollback()
        event = db.session.get_one(Event, self.event_id)
        ticket_type = event.ticket_types[0]
        entries = list(
            db.session.scalars(
                sa.select(WaitingEntry).where(WaitingEntry.event_id == event.id).order_by(WaitingEntry.number)
            )
        )
        states = Counter(entry.state for entry in entries)
        live = sa.select(Registration.email).where(
            Registration.event_id == event.id, Registration.cancelled_at.is_(None)
        )
        comes = list(db.session.scalars(live))
        numbers = [entry.number for entry in entries]
        ids = [entry.public_id for entry in entries]
        offers = db.session.scalar(
            sa.select(sa.func.count()).where(JournalEntry.action == "place_offered", JournalEntry.subject_id.in_(ids))
        )
        parties = [entry.party.public_id for entry in entries]
        told = db.session.scalars(sa.select(Letter.facts).where(Letter.about.in_(parties)))
        told_of_offers = sum(facts["state"] == "offered" for facts in told)
        served = [entry.number for entry in entries if entry.state is not WaitingState.WAITING]
        waits = [entry.number for entry in entries if entry.state is WaitingState.WAITING]
        capacity = ticket_type.capacity or 0
        return (
            not self.faults
            and ticket_type.taken == len(comes) + states[WaitingState.OFFERED] <= capacity
            and len(set(comes)) == len(comes)
            and numbers == list(range(1, len(numbers) + 1))
            and offers == told_of_offers == len(served)
            # Who confirmed is served in order: nobody waits who stands before one that was served.
            and min(waits, default=len(numbers) + 1) > max(served, default=0)
            and not (waits and ticket_type.taken < capacity)
            and len(served) > 5
        )


def test_everything_at_once_keeps_places_people_and_turns_in_order(stored: Any) -> None:
    mixed = Mixed(stored)
    mixed.run()
    assert mixed.is_in_order(), mixed.faults


def test_without_locks_everything_at_once_goes_wrong(stored: Any) -> None:
    """The control: if this is in order, the test above proves nothing."""
    with without_locks(changing, organising, signup, waiting_list):
        mixed = Mixed(stored)
        mixed.run()
    assert not mixed.is_in_order()

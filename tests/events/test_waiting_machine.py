"""Do orders, places, invitations and the waiting list keep to a small model, in every order of what can happen?

Never more people than places, never a place idle while someone willing waits for it, nobody twice, nobody out of turn.
"""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from okprofs.events.models import (
    Event,
    Invitation,
    Order,
    Quota,
    Registration,
    TicketType,
    WaitingAttendee,
    WaitingEntry,
    WaitingParty,
)
from okprofs.events.queries.pending import needed
from okprofs.events.queries.waiting import counters_of, waits_beside
from okprofs.events.rules.admission import Audience
from okprofs.events.rules.cancellation import ActorFacts
from okprofs.events.rules.waiting import WaitingState
from okprofs.events.services import exchanging, ticket_types, waiting_beside, waiting_list
from okprofs.events.services.changing import release
from okprofs.events.services.invitations import revoke_invitation
from okprofs.events.services.organising import held
from okprofs.events.services.signup import Attendee, Contact, sign_up
from okprofs.events.services.ticket_types import TicketTypeDetails
from okprofs.kernel.clock import now
from okprofs.kernel.db import db, transaction
from okprofs.kernel.refusals import Refused
from okprofs.people.models import Office
from tests import THOROUGH, tries
from tests.events.makers import make_account, make_event, make_invitation, make_ticket_type

PROVEN = ActorFacts(is_proven=True, is_attendee=False, is_contact=True)
PICK = st.integers(0, 7)
WAITING, OFFERED = WaitingState.WAITING, WaitingState.OFFERED


class FullHouse(RuleBasedStateMachine):
    """Three seats in the hall, two of them for the whole day; strangers want the morning, invitees the day."""

    @initialize()
    def begin(self) -> None:
        morning = make_ticket_type(title="Ochtend", capacity=None, place=1)
        day = make_ticket_type(title="Dag", capacity=2, place=2, audience=Audience.PROFESSIONALS_AND_INVITEES)
        event = make_event(ticket_types=[morning, day])
        with transaction() as session:
            session.add(Quota(event=event, title="Zaal", capacity=3, ticket_types=list(event.ticket_types)))
        self.event_id, self.people = event.id, 0
        self.office = make_account("Ora", Office.ORGANISER)
        self.offered_before: set[int] = set()

    @property
    def event(self) -> Event:
        return db.session.get_one(Event, self.event_id)

    def does(self, verb: Any) -> Any:
        try:
            with transaction():
                return verb()
        except Refused:
            return None

    def free(self) -> dict[str, int]:
        """What somebody new can have of everything that is limited, by what stands in the tables of people."""
        db.session.rollback()
        held_places: Counter[str] = Counter()
        live = sa.select(Registration).where(
            Registration.event_id == self.event_id, Registration.cancelled_at.is_(None)
        )
        for registration in db.session.scalars(live):
            held_places.update(counted.public_id for counted in registration.ticket_type.draws_on)
        for entry in self.entries(OFFERED):
            held_places.update(name for each in entry.attendees for name in names(each))
        counters = counters_of(self.event)
        assert all(counted.taken == held_places[name] for name, counted in counters.items())
        return {
            name: counted.capacity - counted.taken - counted.saved
            for name, counted in counters.items()
            if counted.capacity is not None
        }

    def entries(self, *states: WaitingState) -> list[WaitingEntry]:
        return list(
            db.session.scalars(
                sa.select(WaitingEntry)
                .where(WaitingEntry.event_id == self.event_id, WaitingEntry.state.in_(states))
                .order_by(WaitingEntry.number)
            )
        )

    @rule(size=st.sampled_from([1, 1, 1, 2, 3]), together=st.booleans(), confirms=st.sampled_from([True, True, False]))
    def strangers_want_the_morning(self, size: int, together: bool, confirms: bool) -> None:
        free = self.free()
        morning = self.event.ticket_types[0]
        fits = all(free[name] >= size for name in names(morning) if name in free)
        self.people += 1
        email = f"p{self.people}@okprofs.example"
        others = [Attendee(morning.public_id, name="Bo", email=f"{number}{email}") for number in range(1, size)]
        asked = Contact("Ans", email), [Attendee(morning.public_id, is_contact=True), *others]
        made = self.does(lambda: waiting_list.sign_up_or_wait(self.event_id, *asked, stays_together=together))
        # A newcomer gets a place exactly when there is one that nobody waits for.
        assert isinstance(made, Order if fits else WaitingParty)
        assert self.does(lambda: sign_up(self.event_id, *asked)) is None
        assert self.does(lambda: waiting_list.sign_up_or_wait(self.event_id, *asked, stays_together=together)) is None
        if isinstance(made, WaitingParty) and confirms:
            self.does(lambda: waiting_list.confirm(made))

    @rule()
    def an_invitee_wants_the_day(self) -> None:
        self.people += 1
        email = f"p{self.people}@okprofs.example"
        invitation, _ = make_invitation(self.event, "Gijs", email)
        asked = Contact(), [Attendee(self.event.ticket_types[1].public_id, is_contact=True)]
        made = self.does(
            lambda: waiting_list.sign_up_or_wait(
                self.event_id, *asked, stays_together=False, invitation_id=invitation.id
            )
        )
        assert made is not None

    @rule(which=PICK)
    def who_has_the_morning_wants_the_day(self, which: int) -> None:
        morning, day = self.event.ticket_types
        mine = (Registration.event_id == self.event_id, Registration.ticket_type_id == morning.id)
        query = sa.select(Registration).where(*mine, Registration.cancelled_at.is_(None), Registration.name == "Ans")
        found = db.session.scalars(query.order_by(Registration.id)).all()
        if not found:
            return
        registration = found[which % len(found)]
        make_invitation(self.event, "Ans", registration.email)
        order, own, wanted = registration.order, registration.public_id, day.public_id
        waits, fits = waits_beside([registration]), self.free()[wanted] > 0
        exchanges = lambda: exchanging.exchange_ticket(order, own, wanted, day.price_cents, PROVEN, None)  # noqa: E731
        joins = lambda: waiting_beside.wait_for_another(order, own, wanted, PROVEN, None)  # noqa: E731
        # Who need not wait cannot; nor can anyone twice.
        assert (self.does(joins) is not None) == (not fits and not waits)
        if fits:
            self.does(exchanges)
            assert db.session.get_one(Registration, registration.id).ticket_type_id == day.id

    @rule(which=PICK)
    def an_invitation_is_withdrawn(self, which: int) -> None:
        found = db.session.scalars(
            sa.select(Invitation).where(Invitation.event_id == self.event_id).order_by(Invitation.id)
        ).all()
        if found:
            self.does(lambda: revoke_invitation(found[which % len(found)]))

    @rule(which=PICK)
    def an_order_is_cancelled(self, which: int) -> None:
        mine = sa.select(Order).where(Order.event_id == self.event_id, Order.cancelled_at.is_(None))
        orders = db.session.scalars(mine.order_by(Order.id)).all()
        if orders:
            public_id = orders[which % len(orders)].public_id

            def cancel() -> None:
                held(self.event)
                order = db.session.scalars(sa.select(Order).where(Order.public_id == public_id)).one()
                release(order, order.attendees)

            self.does(cancel)

    @rule(which=PICK, deed=st.sampled_from(["confirm", "take", "take", "leave", "first"]))
    def someone_who_waits_does_something(self, which: int, deed: str) -> None:
        found = self.entries(WAITING, OFFERED)
        if not found:
            return
        entry = found[which % len(found)]
        party, public_id, number = entry.party, entry.public_id, entry.number
        verb = {
            "confirm": lambda: waiting_list.confirm(party),
            "take": lambda: waiting_list.take_offer(party, public_id, waiting_list.cost_of(entry)),
            "leave": lambda: waiting_list.leave(party, public_id),
            "first": lambda: waiting_list.let_go_first(entry, "Spreker", self.office),
        }[deed]
        was_offered = entry.state is OFFERED
        done = self.does(verb)
        if deed == "take":
            assert done is None or was_offered
            self.offered_before.discard(number)

    @rule(which=PICK, what=st.sampled_from(["offered_until", "saves_until", "rests_until"]))
    def time_passes(self, which: int, what: str) -> None:
        found = [entry for entry in self.entries(WAITING, OFFERED) if getattr(entry, what)]
        if found:
            entry_id = found[which % len(found)].id
            with transaction():
                setattr(db.session.get_one(WaitingEntry, entry_id), what, now() - timedelta(seconds=1))
        with transaction():
            # One event, so one round is enough.
            assert waiting_list.serve_due() is False

    @rule(capacity=st.integers(1, 4))
    def the_day_gets_another_size(self, capacity: int) -> None:
        day = self.event.ticket_types[1]
        details = TicketTypeDetails.of(day)
        values = {**details.__dict__, "capacity": capacity}
        public_id, seen = day.public_id, details.state
        self.does(lambda: ticket_types.edit_ticket_type(self.event, public_id, seen, TicketTypeDetails(**values)))

    @invariant()
    def all_is_as_the_model(self) -> None:
        if not hasattr(self, "event_id"):
            return
        free = self.free()
        assert min(free.values()) >= 0
        waiting = [entry for entry in self.entries(WAITING) if entry.party.confirmed_at]
        for entry in waiting:
            needs = Counter(name for each in entry.attendees for name in names(each))
            assert any(places > free.get(name, places) for name, places in needs.items()), "idle"
        saved = sum(counted.saved for counted in counters_of(self.event).values())
        assert saved == 0 or any(entry.saves_until for entry in waiting)
        live = sa.select(Registration.email).where(
            Registration.event_id == self.event_id, Registration.cancelled_at.is_(None)
        )
        assert max(Counter(db.session.scalars(live)).values(), default=1) == 1
        numbers = sorted(entry.number for entry in self.entries(*WaitingState))
        assert numbers == list(range(1, len(numbers) + 1))
        self._nobody_is_offered_out_of_turn(waiting)

    def _nobody_is_offered_out_of_turn(self, waiting: list[WaitingEntry]) -> None:
        """Of those who now have an offer and had none before, nobody stands behind someone who wants the same."""
        offered = self.entries(OFFERED)
        for entry in offered:
            if entry.number not in self.offered_before and entry.first_at is None:
                before = [each for each in waiting if each.number < entry.number and wish(each) == wish(entry)]
                assert before == []
        self.offered_before = {entry.number for entry in offered}


def names(wanted: TicketType | WaitingAttendee) -> list[str]:
    """What a place counts in; of who has a ticket already, what the other one needs more."""
    if isinstance(wanted, WaitingAttendee):
        return [counted.public_id for counted in needed(wanted.ticket_type, wanted.held_ticket_type)]
    return [counted.public_id for counted in wanted.draws_on]


def wish(entry: WaitingEntry) -> Counter[Any]:
    return Counter((each.ticket_type_id, each.held_ticket_type_id) for each in entry.attendees)


@pytest.mark.usefixtures("database")
def test_places_and_the_waiting_list_go_as_the_model_says() -> None:
    run_state_machine_as_test(
        FullHouse,
        settings=settings(
            max_examples=tries(4),
            stateful_step_count=50 if THOROUGH else 12,
            deadline=None,
            suppress_health_check=[HealthCheck.function_scoped_fixture],
        ),
    )

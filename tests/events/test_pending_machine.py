"""Do places, tickets and money go as a small model says, in every order of booking, deciding, paying, in time or not,
and cancelling?"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from okprofs.events.models import Event, Order, PendingTerms, PendingTicket, Quota, WaitingEntry, WaitingParty
from okprofs.events.queries.pending import state_of
from okprofs.events.rules.admission import Audience
from okprofs.events.rules.cancellation import ActorFacts
from okprofs.events.rules.waiting import LIVE
from okprofs.events.services import pending, unpaid, waiting_list
from okprofs.events.services.changing import cancel_registration
from okprofs.events.services.organising import cancel_event
from okprofs.events.services.paying import note_payment
from okprofs.events.services.signup import Attendee, Contact, sign_up
from okprofs.kernel.clock import now
from okprofs.kernel.db import db, transaction
from okprofs.kernel.refusals import Refused
from okprofs.membership.models import Application
from okprofs.membership.services import objections, review
from okprofs.membership.services.memberships import begin_membership
from okprofs.people.models import Account, Office
from tests import THOROUGH, tries
from tests.events.makers import make_account, make_event, make_invitation, make_ticket_type
from tests.membership.makers import make_application
from tests.membership.test_review import CLEAR

SEATS, DAY_PLACES, MORNING, DAY = 3, 2, 6000, 10000
PEOPLE = st.integers(0, 1)
PROVEN = ActorFacts(is_proven=True, is_attendee=False, is_contact=True)


@dataclass
class Someone:
    """What the model knows of an applicant."""

    account: Account
    application: str = "open"
    order: Order | None = None
    ticket: str = ""
    waits: bool = False
    holds: bool = False
    was_rejected: bool = False
    is_invited: bool = False
    number: int = 0  # on the waiting list, for who was admitted when it was full
    is_offered: bool = False
    paid: int = 0
    has_term: bool = False
    goes_back: bool = False  # to the morning, when the difference is not paid


def reviewer(name: str) -> Account:
    """The same of one run to the next: an office of hundreds asks more than the votes of these."""
    return db.session.scalar(sa.select(Account).where(Account.name == name)) or make_account(name, Office.REVIEWER)


class Seminar(RuleBasedStateMachine):
    """Three seats, two of them for the whole day, two applicants, and members and strangers who buy what is left."""

    @initialize(hours=st.sampled_from([0, 48, 48]), days=st.sampled_from([None, 14, 14]))
    def begin(self, hours: int, days: int | None) -> None:
        morning = make_ticket_type(title="Ochtend", capacity=None, place=1, price_cents=MORNING)
        closed = Audience.PROFESSIONALS_AND_INVITEES
        day = make_ticket_type(title="Dag", capacity=DAY_PLACES, place=2, price_cents=DAY, audience=closed)
        event = make_event(ticket_types=[morning, day], pay_within_days=days)
        with transaction() as session:
            session.add(Quota(event=event, title="Zaal", capacity=SEATS, ticket_types=list(event.ticket_types)))
            terms = {"ticket_type_id": day.id, "open_ticket_type_id": morning.id, "hold_hours": hours}
            session.add(PendingTerms(**terms))
        self.event_id, self.hours, self.days = event.id, hours, days
        self.people = [Someone(make_account("Aad Aanvrager")), Someone(make_account("Bea Blom"))]
        for someone in self.people:
            make_application(someone.account.name, someone.account, **CLEAR)
        self.reviewers = [reviewer("Roos Rood"), reviewer("Wim Wit")]
        self.sold_mornings = self.sold_days = 0
        self.is_closed = self.is_cancelled = False

    @property
    def event(self) -> Event:
        return db.session.get_one(Event, self.event_id)

    @property
    def here(self) -> tuple[sa.ColumnElement[bool], ...]:
        return (PendingTicket.event_id == self.event_id,)

    @property
    def seats_taken(self) -> int:
        return self.sold_mornings + self.sold_days + sum(bool(each.ticket) for each in self.people)

    @property
    def days_taken(self) -> int:
        own = sum(each.ticket == "Dag" or each.holds or each.is_offered for each in self.people)
        return self.sold_days + own

    def does(self, is_allowed: bool, verb: Any) -> Any:
        done, refused = None, None
        try:
            with transaction():
                done = verb()
        except Refused as error:
            refused = error
        assert (refused is None) == is_allowed, refused
        return done

    def buys(self, account: Account | None, ticket: int, is_allowed: bool) -> Order | None:
        public_id = self.event.ticket_types[ticket].public_id
        contact = Contact("Carla Contact", f"c{self.sold_mornings}@okprofs.example")
        attendee = Attendee(public_id, True)
        bought: Order | None = self.does(
            is_allowed, lambda: sign_up(self.event_id, contact, [attendee], viewer=account)
        )
        return bought

    @property
    def is_open(self) -> bool:
        return not (self.is_closed or self.is_cancelled)

    @rule(who=PEOPLE)
    def books(self, who: int) -> None:
        someone = self.people[who]
        may_have = someone.application in ("open", "admitted") or someone.is_invited
        has_place = self.seats_taken < SEATS and self.days_taken < DAY_PLACES
        order = self.buys(someone.account, 1, self.is_open and may_have and has_place and not someone.ticket)
        if order is not None:
            someone.order, someone.paid = order, 0
            someone.waits = someone.application == "open" and not someone.is_invited
            someone.ticket = "Ochtend" if someone.waits else "Dag"
            someone.holds, someone.was_rejected = someone.waits and self.hours > 0, False
            someone.has_term, someone.goes_back = self.days is not None, False

    @rule()
    def sells_a_morning(self) -> None:
        self.sold_mornings += self.buys(None, 0, self.is_open and self.seats_taken < SEATS) is not None

    @rule()
    def sells_a_day(self) -> None:
        has_place = self.seats_taken < SEATS and self.days_taken < DAY_PLACES
        member = make_account("Maria Meester")
        with transaction():
            begin_membership(member)
        self.sold_days += self.buys(member, 1, self.is_open and has_place) is not None

    @rule(who=PEOPLE)
    def is_invited_by_name_and_says_yes(self, who: int) -> None:
        someone = self.people[who]
        if self.is_cancelled:
            return
        invitation, _ = make_invitation(self.event, someone.account.name, someone.account.email)
        someone.is_invited = True
        self.does(someone.waits, lambda: pending.accept(invitation, DAY))
        if someone.waits:
            self._gets_the_day(someone)
            someone.waits = someone.holds = False
            self._turns()

    def _gets_the_day(self, someone: Someone) -> None:
        free = self.days_taken - someone.holds < DAY_PLACES
        someone.ticket = "Dag" if free else "Ochtend"
        someone.number = 0 if free else 1 + max(each.number for each in self.people)
        if free:
            self._owes(someone, DAY - MORNING)
            someone.goes_back = someone.has_term

    def _owes(self, someone: Someone, added: int = 0) -> None:
        """What is due or paid became otherwise: a term begins, runs on or is over."""
        still = self.due(someone) - someone.paid
        someone.has_term = still > 0 and (someone.has_term or (self.days is not None and 0 < still <= added))
        someone.goes_back &= someone.has_term

    @rule(who=PEOPLE, deed=st.sampled_from(["admit", "admit", "reject", "withdraw", "overturn"]))
    def is_decided(self, who: int, deed: str) -> None:
        someone = self.people[who]
        found = db.session.scalars(sa.select(Application).where(Application.account_id == someone.account.id)).one()
        public_id, version, (first, second) = found.public_id, found.version, self.reviewers
        if deed == "overturn":
            self.does(someone.application == "rejected", lambda: self._overturns(public_id, someone.account, second))
        else:
            verb = {
                "admit": lambda: review.admit(public_id, reviewer=first, seen_version=version),
                "reject": lambda: review.reject(public_id, "Nee.", None, reviewer=first, seen_version=version),
                "withdraw": lambda: review.withdraw(public_id, account=someone.account),
            }[deed]
            self.does(someone.application == "open", verb)
        if someone.application == {"overturn": "rejected"}.get(deed, "open"):
            someone.application = {"admit": "admitted", "overturn": "admitted", "reject": "rejected"}.get(deed, deed)
            self._settle(someone)
            self._turns()

    def _overturns(self, public_id: str, account: Account, second: Account) -> None:
        objections.object_to(public_id, "Toch wel.", account=account)
        version = db.session.scalars(sa.select(Application.version).where(Application.public_id == public_id)).one()
        objections.overturn(public_id, "Klopt.", reviewer=second, seen_version=version)

    def _settle(self, someone: Someone) -> None:
        if someone.application == "admitted" and (someone.waits or someone.was_rejected) and self.is_open:
            self._gets_the_day(someone)
            someone.was_rejected = False
        if someone.application == "rejected":
            someone.was_rejected = someone.waits
        someone.waits = someone.holds = False

    def _turns(self) -> None:
        for each in sorted(self.people, key=lambda each: each.number):
            each.number *= self.is_open
            each.is_offered &= self.is_open
            each.is_offered |= each.number > 0 and self.days_taken < DAY_PLACES

    @rule(who=PEOPLE, deed=st.sampled_from(["take", "take", "leave", "lapse"]))
    def does_something_on_the_waiting_list(self, who: int, deed: str) -> None:
        someone = self.people[who]
        mine = WaitingParty.account_id == someone.account.id
        query = sa.select(WaitingEntry).join(WaitingEntry.party).where(WaitingEntry.event_id == self.event_id, mine)
        entry = db.session.scalars(query.order_by(WaitingEntry.id.desc())).first()
        assert (entry is not None and entry.state in LIVE) == (someone.number > 0)
        if entry is None:
            return
        party, public_id, is_offered = entry.party, entry.public_id, someone.is_offered
        if deed == "take":
            self.does(is_offered, lambda: waiting_list.take_offer(party, public_id, DAY))
            if is_offered:
                someone.ticket = "Dag"
                self._owes(someone, DAY - MORNING)
        elif deed == "leave":
            self.does(True, lambda: waiting_list.leave(party, public_id))
        elif is_offered:
            with transaction() as session:
                here = (WaitingEntry.event_id == self.event_id, WaitingEntry.state == "offered")
                session.execute(sa.update(WaitingEntry).where(*here).values(offered_until=now()))
            with transaction():
                waiting_list.serve_due()
            for each in self.people:
                each.number *= not each.is_offered
                each.is_offered = False
        if deed == "leave" or (deed == "take" and is_offered):
            someone.number, someone.is_offered = 0, False
        self._turns()

    @rule(who=PEOPLE, cents=st.sampled_from([MORNING, DAY - MORNING, DAY]), is_payback=st.booleans())
    def is_paid(self, who: int, cents: int, is_payback: bool) -> None:
        someone = self.people[who]
        if someone.order is None:
            return
        order, sign = someone.order, -1 if is_payback else 1
        too_much = someone.paid - self.due(someone)
        verb = lambda: note_payment(order, cents, is_payback=is_payback, by=self.reviewers[0])  # noqa: E731
        if self.does(not is_payback or cents <= too_much, verb) is not None:
            someone.paid += sign * cents
            self._owes(someone)

    def due(self, someone: Someone) -> int:
        return 0 if self.is_cancelled else {"Ochtend": MORNING, "Dag": DAY, "": 0}[someone.ticket]

    @rule(who=PEOPLE, gives_up=st.booleans())
    def cancels(self, who: int, gives_up: bool) -> None:
        someone = self.people[who]
        if someone.order is None:
            return
        order = db.session.get_one(Order, someone.order.id)
        public_id = order.registrations[0].public_id
        if gives_up:
            self.does(True, lambda: pending.give_up(order, public_id, PROVEN))
        else:
            self.does(self.is_open or not someone.ticket, lambda: cancel_registration(order, public_id, PROVEN))
            if not self.is_open:
                return
            someone.ticket, someone.was_rejected = "", False
            someone.number, someone.is_offered = 0, False
            self._owes(someone)
        someone.waits = someone.holds = False
        self._turns()

    @rule()
    def is_not_paid_in_time(self) -> None:
        ids = [someone.order.id for someone in self.people if someone.order is not None]
        with transaction() as session:
            terms = sa.update(Order).where(Order.id.in_(ids), Order.pay_until.is_not(None))
            session.execute(terms.values(pay_until=now() - timedelta(minutes=1)))
        with transaction():
            while unpaid.keep_terms():
                pass
        for someone in self.people if not self.is_cancelled else ():
            if someone.has_term and someone.goes_back and someone.paid == self.due(someone) - (DAY - MORNING):
                someone.ticket = "Ochtend"
                someone.has_term = False
            elif someone.has_term and someone.paid <= 0:
                someone.ticket, someone.number = "", 0
                someone.waits = someone.holds = someone.was_rejected = someone.is_offered = someone.has_term = False
            someone.goes_back = False
        self._turns()

    @rule(happens=st.sampled_from(["hold", "hold", "deadline", "cancelled"]))
    def time_goes_by(self, happens: str) -> None:
        if happens == "cancelled":
            self.does(not self.is_cancelled, lambda: cancel_event(self.event, "Ziek."))
            self.is_cancelled = True
        with transaction() as session:
            if happens == "hold":
                session.execute(
                    sa.update(PendingTicket).where(*self.here).values(held_until=now() - timedelta(minutes=1))
                )
            elif happens == "deadline":
                session.execute(sa.update(Event).where(Event.id == self.event_id).values(sign_up_closes_at=now()))
        with transaction():
            pending.settle_due()
        with transaction():
            waiting_list.serve_due()
        self.is_closed |= happens == "deadline"
        for someone in self.people:
            someone.holds = False if happens else someone.holds
            someone.waits &= self.is_open
        self._turns()

    @invariant()
    def all_is_as_the_model(self) -> None:
        if not hasattr(self, "event_id"):
            return
        db.session.rollback()
        morning, day = self.event.ticket_types
        held = sum(each.holds for each in self.people)
        assert (day.taken, self.event.quotas[0].taken) == (self.days_taken, self.seats_taken)
        assert morning.taken == self.sold_mornings + sum(each.ticket == "Ochtend" for each in self.people)
        assert db.session.scalar(sa.select(sa.func.count()).where(*self.here, PendingTicket.holds_place)) == held
        for someone in self.people:
            self._is_as_the_model(someone)

    def _is_as_the_model(self, someone: Someone) -> None:
        if someone.order is None:
            return
        order = db.session.get_one(Order, someone.order.id)
        assert [each.ticket_type.title for each in order.attendees] == ([someone.ticket] if someone.ticket else [])
        _, amounts = state_of(order)
        due = self.due(someone)
        total = DAY if someone.waits else due
        assert (order.pay_until is not None) == someone.has_term
        assert (amounts.due_cents, amounts.total_cents, amounts.paid_cents) == (due, total, someone.paid)


@pytest.mark.usefixtures("database")
def test_places_tickets_and_money_go_as_the_model_says() -> None:
    run_state_machine_as_test(
        Seminar,
        settings=settings(
            max_examples=tries(5),
            stateful_step_count=50 if THOROUGH else 12,
            deadline=None,
            suppress_health_check=[HealthCheck.function_scoped_fixture],
        ),
    )

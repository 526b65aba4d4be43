"""Does a membership, through the real services and jobs, live as a small model says, in every order of its events?

The model is the year, the leaving and the seat written down a second time, on purpose.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from okprofs.directory.models import DirectoryEntry
from okprofs.kernel.db import db, transaction
from okprofs.kernel.refusals import Refused
from okprofs.mail.models import Letter
from okprofs.mail.queries import good_link
from okprofs.membership import letters
from okprofs.membership.access import has_right
from okprofs.membership.models import Membership, OrganisationMembership, Recheck, Seat, SeatLink
from okprofs.membership.queries.memberships import is_member_on
from okprofs.membership.rules.categories import Category, Right
from okprofs.membership.rules.eligibility import Engagement, Position
from okprofs.membership.services import memberships, organisations, review, seats, year
from okprofs.people.models import Account, Office
from tests import tries
from tests.membership.makers import make_application
from tests.membership.test_review import CLEAR
from tests.membership.test_seats import FITS, OUTSIDE
from tests.people.makers import mailed_secret, make_account

WORKER = (
    year.ask_to_confirm,
    year.remind_to_confirm,
    year.suspend_unconfirmed,
    year.end_unconfirmed,
    year.end_left,
    seats.lapse_offers,
)
# What the clock does with who does not confirm: the letter, what follows, and after how many days.
CLOCK = {
    "ask": ("year_asked", "remind", 30),
    "remind": ("year_reminded", "suspend", 60),
    "suspend": ("year_suspended", "end", 90),
    "end": ("year_ended", None, 0),
}
# What someone may who is this kind of member, and not suspended.
MAY: dict[str, set[Right]] = {
    "professional": {Right.CLOSED_PARTS, Right.SEARCH_DIRECTORY, Right.BE_FOUND, Right.NOMINATE},
    "alumnus": {Right.APPLY, Right.RETURN},
    "network": {Right.APPLY},
    "seat": {Right.APPLY},
}
FOR_ALL = {Right.OPEN_PARTS, Right.PUBLIC_CASES}
BEGINNINGS = st.sampled_from([date(2024, 2, 29), date(2023, 10, 29), date(2024, 12, 31)])
UNSURE = replace(FITS, position=Position.MUNICIPAL_SECRETARY)
UNFIT = replace(FITS, engagement=Engagement.NONE)
CHANGES = {"fits": FITS, "moved": FITS, "unsure": UNSURE, "unfit": UNFIT, "outside": OUTSIDE}
NAMES = count(1)


def birthday_after(since: date, day: date) -> date:
    """The first birthday of what began on this day, later than `day`."""
    for number in range(day.year, day.year + 2):
        leap_day = (since.month, since.day) == (2, 29)
        is_leap_year = number % 4 == 0
        birthday = date(number, 2, 28) if leap_day and not is_leap_year else since.replace(year=number)
        if birthday > max(day, since):
            return birthday
    raise AssertionError


class Year(RuleBasedStateMachine):
    """Someone, a reviewer, and an organisation that can offer them its only seat."""

    # The same in each run: an office of thousands is another subject.
    reviewer: Account

    @initialize(
        began=BEGINNINGS, begins_as=st.sampled_from(["nobody", "professional", "professional", "asked", "late"])
    )
    def begin(self, began: date, begins_as: str) -> None:
        self.day = began
        # Lives are lived one after another in the same years: a reviewer may not ask as many contacts in a day.
        with transaction():
            db.session.execute(sa.delete(SeatLink))
        self.account = make_account("Saskia Postma")
        self.organisation: OrganisationMembership | None = None
        self.status, self.kind, self.number, self.numbers = "", "", 0, []
        self.since: date | None = None
        self.step: str | None = None
        self.step_on: date | None = None
        self.confirm_by: date | None = None
        self.confirmed_on: date | None = None
        self.ends_on: date | None = None
        self.forget_on: date | None = None
        self.is_looked_at = self.may_fit = self.has_seat = False
        self.offered_on: date | None = None
        self.offers: Counter[date] = Counter()
        self.told: Counter[str] = Counter()
        # By chance alone hardly any would come as far as a suspension.
        times = {"nobody": 0, "professional": 1, "asked": 2, "late": 4}[begins_as]
        for act in (self.apply, *[self.wait_for_the_clock] * 3)[:times]:
            act()

    def do(self, is_allowed: bool, verb: Callable[[], Any]) -> bool:
        """Whether it was done; and that it was, when the model says so."""
        with time_machine.travel(self.noon, tick=False):
            try:
                with transaction():
                    verb()
            except Refused:
                was_done = False
            else:
                was_done = True
        assert was_done == is_allowed
        return was_done

    @property
    def noon(self) -> datetime:
        return datetime(self.day.year, self.day.month, self.day.day, 12, tzinfo=UTC)

    @property
    def runs(self) -> bool:
        return self.status in ("active", "suspended")

    def last(self) -> Membership | None:
        """Their membership that runs, or the one that ended last."""
        query = sa.select(Membership).where(Membership.account_id == self.account.id).order_by(Membership.id.desc())
        return db.session.scalars(query).first()

    def found(self) -> Membership:
        return self.last() or memberships.held_of(self.account)

    # What the model knows

    def _begin(self, kind: str) -> None:
        self.status, self.kind, self.since, self.number, self.ends_on = "active", kind, self.day, 0, None
        self._plan(self.day)

    def _plan(self, confirmed_on: date) -> None:
        """The year that began when the membership was confirmed."""
        self.confirmed_on, self.step, self.step_on, self.confirm_by = confirmed_on, None, None, None
        if self.kind == "professional":
            assert self.since is not None
            self.confirm_by = birthday_after(self.since, confirmed_on + timedelta(days=30))
            self.step, self.step_on = "ask", self.confirm_by - timedelta(days=30)

    def _stand(self, kind: str) -> None:
        """They are this kind of member from today, and active."""
        self.status, self.kind = "active", kind
        self._plan(self.day)
        if self.ends_on is not None:
            self.step = self.step_on = None

    def _end(self) -> None:
        self.status, self.ends_on, self.step, self.step_on, self.is_looked_at = "ended", None, None, None, False
        self.forget_on = self.day + timedelta(days=183)

    def _end_with_letter(self, letter: str) -> None:
        self._end()
        self.told[letter] += 1
        if self.has_seat:
            self.has_seat = False
            self.told.update(["seat_ended", "seat_given_back"])

    # Coming in, and back

    @rule()
    def apply(self) -> None:
        """They apply and are admitted on the same day."""
        may_apply = not self.runs or self.kind != "professional"
        if not may_apply:
            self.do(False, lambda: memberships.begin_membership(self.account))
            return
        with time_machine.travel(self.noon, tick=False):
            made = make_application(account=self.account, **CLEAR)
            public_id, seen = made.public_id, made.version
        self.do(True, lambda: review.admit(public_id, reviewer=self.reviewer, seen_version=seen))
        self.told.update(["application_received", "admitted"])
        # Who applies again comes back: that they were leaving is over.
        self.ends_on = None
        if self.runs:
            self.is_looked_at = False
            self._stand("professional")
        else:
            self._begin("professional")

    # The year

    @rule(days=st.sampled_from([1, 29, 31, 61, 200]))
    def wait(self, days: int) -> None:
        self.day += timedelta(days=days)
        self.let_the_worker_come()

    @rule()
    def wait_for_the_clock(self) -> None:
        """Until the day before the next thing is due, and that day."""
        due = self.step_on or self.ends_on
        if due is None or due <= self.day:
            return
        if due > self.day + timedelta(days=1):
            self.day = due - timedelta(days=1)
            self.let_the_worker_come()
            self.the_house_is_as_the_model()
        self.day = due
        self.let_the_worker_come()

    def let_the_worker_come(self) -> None:
        with time_machine.travel(self.noon, tick=False):
            for work in (*WORKER, *WORKER):
                is_more: bool | None = True
                while is_more:
                    with transaction():
                        is_more = work()
        if self.offered_on and self.offered_on + timedelta(days=30) < self.day:
            self.offered_on = None
            self.told["seat_offer_lapsed"] += 1
        if self.ends_on is not None and self.ends_on <= self.day:
            self._end_with_letter("left")
        elif self.step is not None and self.step_on is not None and self.step_on <= self.day:
            letter, following, days = CLOCK[self.step]
            if self.step == "end":
                self._end_with_letter(letter)
                return
            self.told[letter] += 1
            self.status = "suspended" if self.step == "suspend" else self.status
            self.step, self.step_on = following, self.day + timedelta(days=days)
            self.confirm_by = self.step_on if following == "remind" else self.confirm_by

    @rule()
    def confirm(self) -> None:
        is_open = self.runs and self.kind == "professional" and self.step in ("remind", "suspend", "end")
        if self.do(is_open, lambda: year.confirm(self.found())):
            self._stand("professional")

    @rule(what=st.sampled_from(list(CHANGES)))
    def tell(self, what: str) -> None:
        is_allowed = self.runs and self.kind in ("professional", "alumnus") and not self.is_looked_at
        change = year.Change(CHANGES[what], "gemeente Arnhem" if what == "moved" else "", "Adviseur", "")
        if not self.do(is_allowed, lambda: year.tell_change(self.found(), change)):
            return
        if what in ("moved", "outside") and self.has_seat:
            self.has_seat = False
            self.told.update(["seat_ended", "seat_given_back"])
        if what in ("unsure", "unfit"):
            self.is_looked_at, self.step, self.step_on = True, None, None
            self.may_fit = what == "unsure"
        elif what != "outside":
            self._stand("professional")
        elif self.kind != "alumnus":
            self._stand("alumnus")
            self.told["became_alumnus"] += 1

    @rule(verdict=st.sampled_from(["stays", "professional", "alumnus", "network"]))
    def decide(self, verdict: str) -> None:
        """A reviewer on what they told; and on the kind of member they are, also without being told."""
        # Not by another way than applying, unless what they told may fit.
        may_be_professional = self.kind == "professional" or (self.is_looked_at and self.may_fit)
        if verdict == "stays":
            is_allowed = self.runs and self.is_looked_at and may_be_professional
            if self.do(is_allowed, lambda: year.confirm_recheck(self.found(), reviewer=self.reviewer)):
                self.told["recheck_confirmed"] += 1
                self.is_looked_at = False
                self._stand("professional")
            return
        kind = Category(verdict)
        is_news = self.kind != verdict or self.is_looked_at
        may_be = verdict != "professional" or may_be_professional
        was_done = self.do(
            self.runs and may_be, lambda: year.change_category_by_office(self.found(), kind, reviewer=self.reviewer)
        )
        if was_done and is_news:
            self.told["category_changed" if self.kind != verdict else "recheck_confirmed"] += 1
            self.is_looked_at = False
            self._stand(verdict)

    # Leaving

    @rule(at_once=st.booleans())
    def leave(self, at_once: bool) -> None:
        is_open = self.status == "active" and self.ends_on is None
        has_year = self.confirm_by is None or self.confirm_by > self.day
        is_allowed = self.runs if at_once else is_open and has_year
        if not self.do(is_allowed, lambda: memberships.leave(self.account, at_once=at_once)):
            return
        if at_once:
            self._end_with_letter("left")
            return
        assert self.since is not None
        self.ends_on, self.step, self.step_on = birthday_after(self.since, self.day), None, None
        self.told["leaving"] += 1

    @rule()
    def stay(self) -> None:
        if self.do(self.runs and self.ends_on is not None, lambda: memberships.stay(self.account)):
            self.ends_on = None
            if not self.is_looked_at:
                assert self.confirmed_on is not None
                self._plan(self.confirmed_on)

    # The seat

    @rule()
    def offer(self) -> None:
        organisation, contact = self.member_organisation(), self.contact()
        is_free = not self.has_seat and self.offered_on is None
        is_allowed = is_free and self.offers[self.day] < 3
        if self.do(is_allowed, lambda: seats.hand_out(organisation, self.account.email, contact=contact)):
            self.offered_on = self.day
            self.offers[self.day] += 1
            self.told["seat_offered"] += 1

    @rule()
    def accept(self) -> None:
        seat = self.offered_seat()
        if seat is None:
            assert self.offered_on is None
            return
        with time_machine.travel(self.noon, tick=False):
            secret = mailed_secret(letters.SEAT_OFFERED, seat, self.account.email)
        self.do(True, lambda: seats.accept(good_link(letters.SEAT_PURPOSE, secret), "", language="nl"))
        self.has_seat, self.offered_on = True, None
        self.told["seat_accepted"] += 1
        if not self.runs:
            self._begin("seat")

    @rule(by_holder=st.booleans())
    def take_back(self, by_holder: bool) -> None:
        """The contact takes the seat back, or an offer of it; or its holder gives it back."""
        contact, offered = self.contact(), self.offered_seat()
        if offered is not None and not by_holder:
            self.do(True, lambda: seats.withdraw_offer(offered, contact=contact))
            self.offered_on = None
            return
        seat = db.session.scalar(sa.select(Seat).where(Seat.holder_id == self.account.id))
        if seat is None or by_holder:
            done = self.do(self.has_seat, lambda: seats.give_back(self.account))
        else:
            done = self.do(True, lambda: seats.take_back(seat, self.day, contact=contact))
        by_holder |= seat is None
        if done:
            self.has_seat = False
            self.told.update(["seat_ended", *(["seat_given_back"] if by_holder else [])])
            if self.kind == "seat":
                self._end()

    def member_organisation(self) -> OrganisationMembership:
        """With one seat; made once somebody looks for it, for most never do."""
        if self.organisation is None:
            contact = make_account("Carla Contact")
            with time_machine.travel(self.noon, tick=False), transaction():
                name = f"gemeente Proef {next(NAMES)}"
                made = organisations.admit_organisation(name, 1, contact.email, self.day, reviewer=self.reviewer)
                made.contact, made.asked_contact = contact, ""
            self.organisation = made
        return self.organisation

    def contact(self) -> Account:
        contact = self.member_organisation().contact
        assert contact is not None
        return contact

    def offered_seat(self) -> Seat | None:
        return db.session.scalar(sa.select(Seat).where(Seat.offered_to == self.account.email))

    # What holds after each

    @invariant()
    def the_house_is_as_the_model(self) -> None:
        if not hasattr(self, "told"):
            return
        db.session.rollback()
        found, is_active = self.last(), self.status == "active"
        assert (found is not None) == bool(self.status)
        if found is not None:
            assert (found.status, found.category, found.since_on) == (self.status, self.kind, self.since)
            assert (found.next_step, found.next_step_on, found.ends_on) == (self.step, self.step_on, self.ends_on)
            self.the_number_stays(found.number)
            # Of a member never; of who left in half a year from that day, however it ended.
            assert self.account.forget_on == (None if self.runs else self.forget_on)
            assert not self.runs or (found.confirmed_on, found.confirm_by) == (self.confirmed_on, self.confirm_by)
        told = sa.exists().where(Recheck.membership_id == Membership.id, Recheck.decided_at.is_(None))
        waits = sa.exists().where(Membership.account_id == self.account.id, told)
        stands = sa.exists().where(DirectoryEntry.account_id == self.account.id)
        sits = sa.exists().where(Seat.holder_id == self.account.id)
        row = db.session.execute(sa.select(waits, stands, sits)).one()
        is_professional = is_active and self.kind == "professional"
        assert tuple(row) == (self.is_looked_at, is_professional, self.has_seat)
        # While a reviewer looks no clock runs.
        assert not (self.is_looked_at and self.step)
        rights = MAY[self.kind] | FOR_ALL if is_active else set()
        assert {right for right in Right if has_right(self.account, right)} == rights
        assert is_member_on(self.account.id, self.day) is is_professional
        assert is_member_on(self.account.id, self.ends_on or self.day) is (is_professional and self.ends_on is None)
        self.nobody_hears_anything_else()

    def the_number_stays(self, number: int) -> None:
        """As long as the membership runs; and nobody gets it afterwards, not they themselves either."""
        if not self.number:
            assert number not in self.numbers
            self.number = number
            self.numbers.append(number)
        assert number == self.number

    def nobody_hears_anything_else(self) -> None:
        to = [self.account.email, *([self.contact().email] if self.organisation else [])]
        query = sa.select(Letter.kind).where(Letter.recipient.in_(to))
        about = [kind for kind in db.session.scalars(query) if kind != letters.CONTACT_ASKED.name]
        assert Counter(kind.removeprefix("membership/") for kind in about) == +self.told


@pytest.mark.usefixtures("database")
def test_a_membership_lives_as_the_model_says() -> None:
    Year.reviewer = make_account("Anneke Bakker", offices=[Office.REVIEWER])
    run_state_machine_as_test(
        Year,
        settings=settings(
            max_examples=tries(8),
            stateful_step_count=15,
            deadline=None,
            suppress_health_check=[HealthCheck.function_scoped_fixture],
        ),
    )

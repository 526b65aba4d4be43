"""May someone change or cancel a registration by themselves, and if not, why?"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

from okprofs.events.rules.admission import (
    STRANGER,
    Audience,
    PersonFacts,
    TicketFacts,
    may_be_given,
    may_hold,
)
from okprofs.events.rules.cancellation import (
    ActorFacts,
    CancellationTerms,
    Change,
    Permission,
    RegistrationFacts,
    cost_of_cancelling,
    may_cancel,
    may_change,
    may_change_ticket,
    may_hand_over,
    may_have_terms,
    may_take_over,
    numbers_after,
)
from okprofs.kernel.refusals import Refusal

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
BEFORE, AFTER = NOW - timedelta(hours=1), NOW + timedelta(hours=1)
MOMENT = timedelta(microseconds=1)

ACTORS = [ActorFacts(*facts) for facts in product((True, False), repeat=3)]
REGISTRATIONS = [
    RegistrationFacts(audience, cancelled, event_cancelled, starts, deadline)
    for audience, cancelled, event_cancelled, starts, deadline in product(
        Audience, (True, False), (True, False), (BEFORE, NOW, AFTER), (None, BEFORE, NOW, AFTER)
    )
]
ATTENDEE = ActorFacts(is_proven=True, is_attendee=True, is_contact=False)
CONTACT = ActorFacts(is_proven=True, is_attendee=False, is_contact=True)
MORNING = RegistrationFacts(
    audience=Audience.EVERYONE, is_cancelled=False, event_is_cancelled=False, event_starts_at=AFTER
)
WHOLE_DAY = replace(MORNING, audience=Audience.PROFESSIONALS_AND_INVITEES)
OPEN = TicketFacts(Audience.EVERYONE, None, None, None, True, False, AFTER)
CLOSED = replace(OPEN, audience=Audience.PROFESSIONALS_AND_INVITEES)
MEMBER = PersonFacts(
    is_proven=True,
    is_member_on_event_date=True,
    is_invited=False,
    has_application_under_review=False,
    is_signed_in=True,
)


def codes(permission: Permission) -> set[str]:
    found = [str(refusal.code) for refusal in permission.refusals]
    assert len(found) == len(set(found))
    assert bool(permission) == permission.is_allowed == (not found)
    return set(found)


def specified_codes(actor: ActorFacts, registration: RegistrationFacts) -> set[str]:
    """Once more, as a list of sentences about what is wrong."""
    if not actor.is_proven:
        return {"change_not_proven"}
    if not actor.is_attendee and not actor.is_contact:
        return {"not_your_registration"}
    deadline = registration.change_deadline_at
    wrong = {
        "registration_cancelled": registration.is_cancelled,
        "event_cancelled": registration.event_is_cancelled,
        "event_started": registration.event_starts_at <= NOW,
        "change_deadline_passed": deadline is not None and deadline <= NOW,
    }
    return {code for code, holds in wrong.items() if holds}


def test_cancelling_is_refused_for_all_that_is_wrong_and_nothing_else() -> None:
    for actor, registration in product(ACTORS, REGISTRATIONS):
        assert codes(may_cancel(actor, registration, NOW)) == specified_codes(actor, registration)


def test_details_may_be_changed_whenever_one_may_cancel() -> None:
    for actor, registration in product(ACTORS, REGISTRATIONS):
        expected = specified_codes(actor, registration)
        assert codes(may_change(actor, registration, Change.DETAILS, NOW)) == expected


def test_another_person_may_not_be_typed_on_a_closed_ticket() -> None:
    for actor, registration in product(ACTORS, REGISTRATIONS):
        expected = specified_codes(actor, registration)
        is_theirs = actor.is_proven and (actor.is_attendee or actor.is_contact)
        if is_theirs and registration.audience is Audience.PROFESSIONALS_AND_INVITEES:
            expected.add("attendee_not_proven")
        assert codes(may_change(actor, registration, Change.PERSON, NOW)) == expected
    assert may_change(CONTACT, MORNING, Change.PERSON, NOW)


def test_who_has_nothing_to_do_with_it_learns_nothing_of_it() -> None:
    strangers = [actor for actor in ACTORS if not actor.is_proven or not (actor.is_attendee or actor.is_contact)]
    for actor in strangers:
        answers = {may_cancel(actor, registration, NOW) for registration in REGISTRATIONS}
        answers |= {
            may_change(actor, registration, change, NOW) for registration, change in product(REGISTRATIONS, Change)
        }
        answers |= {may_change_ticket(actor, STRANGER, registration, CLOSED, NOW) for registration in REGISTRATIONS}
        assert len(answers) == 1


def test_one_may_cancel_until_just_before_the_deadline() -> None:
    registration = replace(MORNING, change_deadline_at=NOW)
    assert may_cancel(ATTENDEE, registration, NOW - MOMENT)
    assert may_cancel(ATTENDEE, registration, NOW).refusals == (
        Refusal("change_deadline_passed", (("deadline_at", NOW),)),
    )


def test_without_a_deadline_one_may_cancel_until_the_event_begins() -> None:
    assert may_cancel(CONTACT, MORNING, AFTER - MOMENT)
    assert codes(may_cancel(CONTACT, MORNING, AFTER)) == {"event_started"}


def test_a_deadline_after_the_start_does_not_stretch_it() -> None:
    registration = replace(MORNING, change_deadline_at=AFTER + timedelta(days=1))
    assert codes(may_cancel(CONTACT, registration, AFTER)) == {"event_started"}


def test_a_new_ticket_is_admitted_as_if_it_were_signed_up_for() -> None:
    people = [
        PersonFacts(proven, member, invited, under_review, signed_in)
        for proven, member, invited, under_review, signed_in in product((True, False), repeat=5)
        if proven or not signed_in
    ]
    tickets = [replace(ticket, places_left=places) for ticket, places in product((OPEN, CLOSED), (None, 0, 1))]
    for person, ticket in product(people, tickets):
        mine = may_change_ticket(ATTENDEE, person, MORNING, ticket, NOW)
        assert mine.refusals == may_hold(person, ticket, NOW).refusals
        of_a_colleague = may_change_ticket(CONTACT, person, MORNING, ticket, NOW)
        assert of_a_colleague.refusals == may_be_given(ticket, NOW).refusals


def test_a_contact_cannot_lift_a_colleague_into_the_closed_day() -> None:
    assert may_change_ticket(ATTENDEE, MEMBER, MORNING, CLOSED, NOW)
    assert codes(may_change_ticket(CONTACT, MEMBER, MORNING, CLOSED, NOW)) == {"attendee_not_proven"}


def test_a_new_ticket_is_refused_once_for_what_both_rules_see() -> None:
    registration = replace(WHOLE_DAY, event_is_cancelled=True)
    ticket = replace(OPEN, event_is_cancelled=True)
    assert codes(may_change_ticket(ATTENDEE, MEMBER, registration, ticket, NOW)) == {"event_cancelled"}


def test_a_ticket_cannot_be_changed_after_the_deadline_although_sign_up_is_open() -> None:
    registration = replace(MORNING, change_deadline_at=BEFORE)
    assert codes(may_change_ticket(ATTENDEE, MEMBER, registration, OPEN, NOW)) == {"change_deadline_passed"}


# What cancelling costs, and handing over


def test_cancelling_is_free_until_the_moment_and_costs_its_part_from_then_on() -> None:
    terms = CancellationTerms(NOW, 50)
    assert cost_of_cancelling(6000, terms, NOW - MOMENT) == 0
    assert cost_of_cancelling(6000, terms, NOW) == 3000
    assert cost_of_cancelling(6001, terms, NOW) == 3000
    assert cost_of_cancelling(6000, CancellationTerms(None, 100), BEFORE) == 6000
    assert cost_of_cancelling(6000, CancellationTerms(), AFTER) == 0


def test_terms_that_cannot_be_are_refused() -> None:
    def found(terms: CancellationTerms, closes: datetime | None) -> list[str]:
        return [str(refusal.code) for refusal in may_have_terms(terms, closes, closes or AFTER, AFTER)]

    assert found(CancellationTerms(NOW, 50), None) == []
    assert found(CancellationTerms(AFTER, 50), NOW) == ["free_after_changes_close"]
    assert found(CancellationTerms(), AFTER + MOMENT) == ["changes_close_after_start"]
    assert found(CancellationTerms(NOW, 0), None) == ["free_without_cost"]


def test_only_the_contact_hands_a_ticket_over_and_only_who_may_hold_it_takes_it() -> None:
    assert codes(may_hand_over(ATTENDEE, WHOLE_DAY, NOW)) == {"not_the_contact"}
    assert may_hand_over(CONTACT, WHOLE_DAY, NOW)
    full = replace(CLOSED, places_left=0)
    assert may_take_over(MEMBER, WHOLE_DAY, full, NOW).is_allowed
    assert not may_take_over(STRANGER, WHOLE_DAY, full, NOW).is_allowed
    assert not may_take_over(MEMBER, replace(WHOLE_DAY, event_starts_at=NOW), full, NOW).is_allowed


def test_an_exchange_leaves_numbers_that_the_organiser_set() -> None:
    pair = replace(OPEN, least_per_order=2)
    assert [refusal.code for refusal in numbers_after(OPEN, 1, pair, 1)] == ["too_few_left"]
    assert numbers_after(OPEN, 1, pair, 0) == ()
    assert [refusal.code for refusal in numbers_after(pair, 1, OPEN, 1)] == ["too_few_together"]
    assert [refusal.code for refusal in numbers_after(replace(OPEN, most_per_order=1), 2, OPEN, 1)] == [
        "too_many_together"
    ]

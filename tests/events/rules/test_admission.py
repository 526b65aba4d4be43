"""May this person hold this ticket, and if not, why? Held against the announcement, over all facts there are."""

from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okprofs.events.rules.admission import (
    ABOUT_THE_EVENT,
    MOST_ATTENDEES,
    STRANGER,
    WAYS_OUT,
    AdmissionRefusal,
    Audience,
    Ground,
    OrderLine,
    PersonFacts,
    TicketFacts,
    WayOut,
    may_be_given,
    may_hold,
    may_order,
    ways_out,
)
from okprofs.kernel.refusals import Refusal

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
BEFORE, AFTER = NOW - timedelta(hours=1), NOW + timedelta(hours=1)
MOMENT = timedelta(microseconds=1)

OPEN = TicketFacts(
    audience=Audience.EVERYONE,
    places_left=None,
    sales_open_at=None,
    sales_close_at=None,
    event_is_published=True,
    event_is_cancelled=False,
    event_starts_at=AFTER,
)
CLOSED = replace(OPEN, audience=Audience.PROFESSIONALS_AND_INVITEES)

MEMBER = PersonFacts(
    is_proven=True,
    is_member_on_event_date=True,
    is_invited=False,
    has_application_under_review=False,
    is_signed_in=True,
)
NON_MEMBER = replace(MEMBER, is_member_on_event_date=False)
INVITEE = replace(NON_MEMBER, is_invited=True)
APPLICANT = replace(NON_MEMBER, has_application_under_review=True)

PEOPLE = [
    PersonFacts(proven, member, invited, under_review, signed_in)
    for proven, member, invited, under_review, signed_in in product((True, False), repeat=5)
    if proven or not signed_in
]
MOMENTS = (BEFORE, NOW, AFTER)


def every_ticket() -> Iterator[TicketFacts]:
    for audience, places, opens, closes, published, cancelled, starts in product(
        Audience, (None, -1, 0, 1, 2), (None, *MOMENTS), (None, *MOMENTS), (True, False), (True, False), MOMENTS
    ):
        yield TicketFacts(audience, places, opens, closes, published, cancelled, starts)


def codes(refusals: tuple[Refusal, ...]) -> list[str]:
    return [str(refusal.code) for refusal in refusals]


def specified_codes(person: PersonFacts, ticket: TicketFacts, places_wanted: int) -> set[str]:
    """Once more, as a list of sentences about what is wrong; knows nothing of how the rule goes about it."""
    closed = ticket.audience == "professionals_and_invitees"
    belongs = person.is_member_on_event_date or person.is_invited
    known = closed and person.is_proven and not belongs
    left = places_wanted if ticket.places_left is None else ticket.places_left
    wrong = {
        "event_not_published": not ticket.event_is_published,
        "event_cancelled": ticket.event_is_cancelled,
        "event_started": ticket.event_starts_at <= NOW,
        "sales_not_open": ticket.sales_open_at is not None and ticket.sales_open_at > NOW,
        "sales_closed": ticket.sales_close_at is not None and ticket.sales_close_at <= NOW,
        "sold_out": left < 1,
        "not_enough_places": 1 <= left < places_wanted,
        "identity_not_proven": closed and not person.is_proven,
        "application_under_review": known and person.has_application_under_review,
        "link_not_admitted": known and not person.has_application_under_review and not person.is_signed_in,
        "not_member_nor_invited": known and not person.has_application_under_review and person.is_signed_in,
    }
    return {code for code, holds in wrong.items() if holds}


def test_every_person_and_ticket_gets_all_refusals_and_no_other() -> None:
    for ticket, person in product(every_ticket(), PEOPLE):
        for places_wanted in (1, 2):
            admission = may_hold(person, ticket, NOW, places_wanted)
            found = codes(admission.refusals)
            assert set(found) == specified_codes(person, ticket, places_wanted)
            assert len(found) == len(set(found))
            assert bool(admission) == admission.is_allowed == (not found)


def test_a_closed_ticket_is_only_ever_held_by_a_proven_member_or_invitee() -> None:
    for person in PEOPLE:
        admission = may_hold(person, CLOSED, NOW)
        assert admission.is_allowed == (person.is_proven and (person.is_member_on_event_date or person.is_invited))


def test_the_open_morning_is_for_everyone_also_for_a_stranger() -> None:
    for person in PEOPLE:
        admission = may_hold(person, OPEN, NOW)
        assert admission.is_allowed
        assert admission.ground is Ground.OPEN


def test_what_is_known_about_a_typed_address_changes_nothing_for_who_did_not_prove_it() -> None:
    strangers = [person for person in PEOPLE if not person.is_proven]
    for ticket in every_ticket():
        assert len({may_hold(person, ticket, NOW) for person in strangers}) == 1


def test_of_a_stranger_nothing_is_known() -> None:
    assert not any(asdict(STRANGER).values())


def test_one_place_is_wanted_unless_said() -> None:
    ticket = replace(OPEN, places_left=1)
    assert may_hold(MEMBER, ticket, NOW)
    assert may_be_given(ticket, NOW)


def test_an_attendee_is_new_and_without_address_unless_said() -> None:
    plain = OrderLine("open", OPEN, attendee_is_contact=False)
    assert (plain.attendee_email, plain.is_already_registered) == ("", False)


def test_nobody_can_be_signed_in_and_not_proven() -> None:
    with pytest.raises(ValueError):
        PersonFacts(
            is_proven=False,
            is_member_on_event_date=True,
            is_invited=False,
            has_application_under_review=False,
            is_signed_in=True,
        )


def test_a_personal_link_proves_as_much_as_signing_in() -> None:
    for person in PEOPLE:
        if person.is_signed_in:
            by_link = replace(person, is_signed_in=False)
            assert may_hold(by_link, CLOSED, NOW).is_allowed == may_hold(person, CLOSED, NOW).is_allowed
            assert may_hold(by_link, CLOSED, NOW).ground == may_hold(person, CLOSED, NOW).ground


@pytest.mark.parametrize(
    ("person", "ground"), [(MEMBER, Ground.MEMBER), (INVITEE, Ground.INVITED), (NON_MEMBER, None), (STRANGER, None)]
)
def test_the_ground_says_why_the_closed_day_is_for_someone(person: PersonFacts, ground: Ground | None) -> None:
    assert may_hold(person, CLOSED, NOW).ground is ground


def test_a_member_hears_that_the_day_is_for_them_also_when_it_is_full() -> None:
    admission = may_hold(MEMBER, replace(CLOSED, places_left=0), NOW)
    assert admission.ground is Ground.MEMBER
    assert codes(admission.refusals) == ["sold_out"]


def test_sale_begins_at_its_moment_and_ends_just_before_its_end() -> None:
    ticket = replace(OPEN, sales_open_at=NOW, sales_close_at=AFTER, event_starts_at=AFTER + MOMENT)
    assert codes(may_hold(MEMBER, ticket, NOW - MOMENT).refusals) == ["sales_not_open"]
    assert may_hold(MEMBER, ticket, NOW)
    assert may_hold(MEMBER, ticket, AFTER - MOMENT)
    assert codes(may_hold(MEMBER, ticket, AFTER).refusals) == ["sales_closed"]
    assert codes(may_hold(MEMBER, ticket, AFTER + MOMENT).refusals) == ["event_started", "sales_closed"]


def test_refusals_carry_the_facts_their_sentences_name() -> None:
    ticket = replace(OPEN, places_left=2, sales_open_at=AFTER)
    assert may_hold(MEMBER, ticket, NOW, 3).refusals == (
        Refusal("sales_not_open", (("opens_at", AFTER),)),
        Refusal("not_enough_places", (("places_left", 2), ("places_wanted", 3))),
    )
    assert may_hold(MEMBER, replace(OPEN, sales_close_at=BEFORE), NOW).refusals == (
        Refusal("sales_closed", (("closed_at", BEFORE),)),
    )


@pytest.mark.parametrize("places_wanted", [0, -1])
def test_wanting_no_place_is_no_question(places_wanted: int) -> None:
    with pytest.raises(ValueError):
        may_hold(MEMBER, OPEN, NOW, places_wanted)


def test_a_colleague_who_was_only_typed_never_gets_a_closed_place() -> None:
    for ticket in every_ticket():
        admission = may_be_given(ticket, NOW)
        expected = specified_codes(STRANGER, ticket, 1) - {"identity_not_proven"}
        if ticket.is_closed:
            expected.add("attendee_not_proven")
        assert set(codes(admission.refusals)) == expected


@pytest.mark.parametrize(
    ("person", "ways"),
    [
        (STRANGER, (WayOut.SIGN_IN, WayOut.APPLY, WayOut.CHOOSE_OTHER_TICKET)),
        (NON_MEMBER, (WayOut.APPLY, WayOut.ASK_ORGANISER, WayOut.CHOOSE_OTHER_TICKET)),
        (
            replace(NON_MEMBER, is_signed_in=False),
            (WayOut.SIGN_IN, WayOut.APPLY, WayOut.ASK_ORGANISER, WayOut.CHOOSE_OTHER_TICKET),
        ),
        (APPLICANT, (WayOut.WAIT, WayOut.CHOOSE_OTHER_TICKET)),
        (MEMBER, ()),
    ],
)
def test_who_is_refused_the_closed_day_hears_what_to_do(person: PersonFacts, ways: tuple[WayOut, ...]) -> None:
    assert may_hold(person, CLOSED, NOW).ways_out == ways


def test_every_refusal_has_a_way_out() -> None:
    assert set(WAYS_OUT) == set(AdmissionRefusal)
    assert all(WAYS_OUT.values())
    assert set().union(*WAYS_OUT.values()) == set(WayOut)


def test_nothing_but_another_event_helps_against_a_cancelled_one() -> None:
    ticket = replace(CLOSED, event_is_cancelled=True, places_left=0)
    assert may_hold(STRANGER, ticket, NOW).ways_out == (WayOut.FIND_OTHER_EVENT,)


def test_each_way_out_is_named_once() -> None:
    refusals = [Refusal(code) for code in AdmissionRefusal if code not in ABOUT_THE_EVENT]
    ways = ways_out(refusals)
    assert len(ways) == len(set(ways))


# Orders


def line(
    ticket: TicketFacts = OPEN, email: str = "", *, is_contact: bool = False, registered: bool = False
) -> OrderLine:
    return OrderLine(
        ticket_id="closed" if ticket.is_closed else "open",
        ticket=ticket,
        attendee_is_contact=is_contact,
        attendee_email=email,
        is_already_registered=registered,
    )


def test_a_member_takes_one_closed_place_and_open_places_for_colleagues() -> None:
    order = may_order(MEMBER, [line(CLOSED, is_contact=True), line(OPEN, "a@x.nl"), line(OPEN, "b@x.nl")], NOW)
    assert order
    assert [admission.ground for admission in order.lines] == [Ground.MEMBER, Ground.OPEN, Ground.OPEN]


def test_a_member_cannot_take_a_closed_place_for_a_colleague() -> None:
    order = may_order(MEMBER, [line(CLOSED, is_contact=True), line(CLOSED, "colleague@x.nl")], NOW)
    assert order.refusals == (Refusal("attendee_not_proven", (("line", 2),)),)
    assert order.lines[0].is_allowed
    assert order.ways_out[0] is WayOut.LET_ATTENDEE_SIGN_UP


def test_a_member_cannot_take_two_closed_places_by_being_named_twice() -> None:
    order = may_order(MEMBER, [line(CLOSED, is_contact=True), line(CLOSED, is_contact=True)], NOW)
    assert order.refusals == (Refusal("attendee_twice", (("line", 2),)),)


def test_a_stranger_who_types_a_members_address_gets_no_closed_place() -> None:
    typed_member = PersonFacts(
        is_proven=False,
        is_member_on_event_date=True,
        is_invited=True,
        has_application_under_review=False,
        is_signed_in=False,
    )
    order = may_order(typed_member, [line(CLOSED, "member@x.nl", is_contact=True)], NOW)
    assert order.refusals == (Refusal("identity_not_proven", (("line", 1),)),)


@pytest.mark.parametrize("other", ["a@x.nl", "A@X.NL", "  a@x.nl "])
def test_nobody_stands_twice_in_one_order(other: str) -> None:
    order = may_order(MEMBER, [line(OPEN, "a@x.nl", is_contact=True), line(OPEN), line(OPEN, other)], NOW)
    assert order.refusals == (Refusal("attendee_twice", (("line", 3),)),)


def test_attendees_without_an_address_are_not_taken_for_one_another() -> None:
    assert may_order(MEMBER, [line(OPEN), line(OPEN), line(OPEN, "  ")], NOW)


def test_who_is_registered_already_is_refused_on_their_own_line() -> None:
    order = may_order(MEMBER, [line(OPEN, "a@x.nl"), line(OPEN, "b@x.nl", registered=True)], NOW)
    assert order.refusals == (Refusal("attendee_already_registered", (("line", 2),)),)


def test_an_order_has_one_to_ten_attendees() -> None:
    assert codes(may_order(MEMBER, [], NOW).refusals) == ["order_empty"]
    assert may_order(MEMBER, [line()] * MOST_ATTENDEES, NOW)
    assert may_order(MEMBER, [line()] * (MOST_ATTENDEES + 1), NOW).refusals == (
        Refusal("order_too_large", (("maximum", 10), ("attendees", 11))),
    )


def test_two_attendees_want_two_places_of_the_same_ticket() -> None:
    ticket = replace(OPEN, places_left=1)
    assert may_order(MEMBER, [line(ticket)], NOW)
    order = may_order(MEMBER, [line(ticket), line(ticket)], NOW)
    facts = (("places_left", 1), ("places_wanted", 2))
    assert order.refusals == tuple(Refusal("not_enough_places", (("line", number), *facts)) for number in (1, 2))


def test_what_is_wrong_with_the_event_is_said_once() -> None:
    order = may_order(MEMBER, [line(replace(OPEN, event_is_cancelled=True))] * 3, NOW)
    assert order.refusals == (Refusal("event_cancelled"),)
    assert [codes(admission.refusals) for admission in order.lines] == [["event_cancelled"]] * 3


circumstances = st.fixed_dictionaries(
    {
        "event_is_published": st.sampled_from([True, True, True, False]),
        "event_is_cancelled": st.sampled_from([False, False, False, True]),
        "event_starts_at": st.sampled_from([AFTER, AFTER, AFTER, NOW]),
    }
)
capacities = st.sampled_from([None, 0, 1, 2, 3, 20])
lines_drawn = st.lists(
    st.tuples(
        st.booleans(),
        st.sampled_from([False, False, True]),
        st.sampled_from(["", "", "a@x.nl", "A@x.nl", "b@x.nl", "c@x.nl"]),
        st.sampled_from([False, False, False, False, True]),
    ),
    max_size=12,
)


@given(st.sampled_from(PEOPLE), circumstances, capacities, capacities, lines_drawn)
def test_an_order_is_allowed_exactly_when_every_sentence_of_the_rule_holds(
    contact: PersonFacts,
    event: dict[str, object],
    open_left: int | None,
    closed_left: int | None,
    drawn: list[tuple[bool, bool, str, bool]],
) -> None:
    open_ticket = replace(OPEN, places_left=open_left, **event)
    closed_ticket = replace(CLOSED, places_left=closed_left, **event)
    lines = [
        line(closed_ticket if closed else open_ticket, email, is_contact=is_contact, registered=registered)
        for closed, is_contact, email, registered in drawn
    ]
    order = may_order(contact, lines, NOW)

    emails = [email.lower() for _, _, email, _ in drawn if email]
    on_closed = [is_contact for closed, is_contact, _, _ in drawn if closed]
    may_enter = contact.is_proven and (contact.is_member_on_event_date or contact.is_invited)
    expected = (
        1 <= len(drawn) <= 10
        and event == {"event_is_published": True, "event_is_cancelled": False, "event_starts_at": AFTER}
        and len(emails) == len(set(emails))
        and sum(is_contact for _, is_contact, _, _ in drawn) <= 1
        and not any(registered for *_, registered in drawn)
        and (not on_closed or (may_enter and on_closed == [True]))
        and (open_left is None or len(drawn) - len(on_closed) <= open_left)
        and (closed_left is None or len(on_closed) <= closed_left)
    )
    assert order.is_allowed == bool(order) == expected
    assert len(order.lines) == len(lines)
    if order.is_allowed:
        assert all(order.lines)
    for number, admission in enumerate(order.lines, start=1):
        for refusal in admission.refusals:
            everywhere = refusal.code in ABOUT_THE_EVENT
            expected_facts = refusal.facts if everywhere else (("line", number), *refusal.facts)
            assert Refusal(refusal.code, expected_facts) in order.refusals
    assert len(order.refusals) == len(set(order.refusals))
